import {
  APIGateway,
  CreateRestApiCommand,
  type APIGatewayClient,
  GetRestApisCommand,
} from '@aws-sdk/client-api-gateway';
import { AwsClient } from 'aws4fetch';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTestSandbox, LOCAL, openSandbox, refusalOf } from './support.ts';

const signer = (accessKeyId = 'test') =>
  new AwsClient({
    accessKeyId,
    secretAccessKey: 'test',
    region: 'us-east-1',
    service: 'apigateway',
  });

const createApi = (client: APIGatewayClient, name: string) =>
  client.send(new CreateRestApiCommand({ name }));

describe('snapshots', () => {
  test('a restored snapshot is the same state', async () => {
    const { sandbox, apigateway } = await openSandbox();
    await createApi(apigateway(), 'shop');
    const text = sandbox.snapshot();
    const other = createTestSandbox();
    other.sandbox.restore(text);
    expect(other.sandbox.snapshot()).toBe(text);
  });

  test('one account can be taken and given back without touching the others', async () => {
    const { sandbox, apigateway } = await openSandbox();
    const lab = { accessKeyId: 'first-api', secretAccessKey: 'test' };
    await createApi(apigateway(lab), 'shop');
    const taken = sandbox.snapshot('first-api');
    await createApi(apigateway(), 'mine');
    sandbox.reset('first-api');
    const list = new GetRestApisCommand({});
    expect((await apigateway(lab).send(list)).items).toEqual([]);
    sandbox.restore(taken, 'first-api');
    expect((await apigateway(lab).send(list)).items?.map(({ name }) => name)).toEqual(['shop']);
    expect((await apigateway().send(list)).items?.map(({ name }) => name)).toEqual(['mine']);
  });

  test('text that is no snapshot is refused and changes nothing', async () => {
    const { sandbox, apigateway } = await openSandbox();
    await createApi(apigateway(), 'shop');
    const before = sandbox.snapshot();
    expect(() => sandbox.restore('{')).toThrow('The saved state of the sandbox is not JSON.');
    expect(() =>
      sandbox.restore('{"version":1,"accounts":{"123456789012":{"us-east-1":{}}},"sessions":{}}'),
    ).toThrow(
      'The saved state of the sandbox does not fit this version: accounts.123456789012.us-east-1.apigateway: ',
    );
    expect(() => sandbox.restore('{"version":99,"accounts":{},"sessions":{}}')).toThrow(
      'does not fit this version: version',
    );
    expect(sandbox.snapshot()).toBe(before);
  });

  test('the same commands give the same ids under the same seed', async () => {
    const ids = async (seed: number) => {
      const { apigateway } = await openSandbox({ seed });
      const made = await createApi(apigateway(), 'shop');
      return [made.id, made.rootResourceId];
    };
    expect(await ids(3)).toEqual(await ids(3));
    expect(await ids(3)).not.toEqual(await ids(4));
  });

  test('an empty account is below 20 kB', async () => {
    const { sandbox, apigateway } = await openSandbox();
    await apigateway().send(new GetRestApisCommand({}));
    expect(sandbox.snapshot().length).toBeLessThan(20_000);
  });
});

describe('admin routes', () => {
  const call = (path: string, init?: RequestInit) =>
    new Request(`http://127.0.0.1:4566${path}`, init);

  test('a reset spares the other accounts', async () => {
    const { sandbox, apigateway } = await openSandbox();
    await createApi(apigateway(), 'mine');
    const answer = await sandbox.handle(
      call('/_sandbox/reset', { method: 'POST', body: '{"accessKeyId":"first-api"}' }),
    );
    expect([answer.status, await answer.json()]).toEqual([200, { reset: 'first-api' }]);
    expect(sandbox.snapshot()).toContain('"mine"');
    await sandbox.handle(call('/_sandbox/reset', { method: 'POST' }));
    expect(sandbox.snapshot()).not.toContain('"mine"');
  });

  test('a state can be read and written back', async () => {
    const { sandbox, apigateway } = await openSandbox();
    await createApi(apigateway(), 'mine');
    const text = await (await sandbox.handle(call('/_sandbox/state?accessKeyId=test'))).text();
    sandbox.reset();
    const put = await sandbox.handle(
      call('/_sandbox/state?accessKeyId=test', { method: 'PUT', body: text }),
    );
    expect(put.status).toBe(200);
    expect(sandbox.snapshot()).toContain('"mine"');
  });

  test.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'http://evil.example:4566', host: 'evil.example:4566' }],
    [{ origin: 'http://localhost:3000' }],
    [{ 'sec-fetch-site': 'cross-site' }],
  ])('requests of other sites are refused: %o', async (headers) => {
    const { sandbox } = createTestSandbox();
    const answer = await sandbox.handle(call('/_sandbox/reset', { method: 'POST', headers }));
    expect([answer.status, await answer.json()]).toEqual([
      403,
      { message: 'This address takes no requests from other sites.' },
    ]);
  });

  test.each([
    [
      'POST',
      '/_sandbox/reset',
      '{',
      400,
      'The body is not JSON. Send {"accessKeyId": "…"}, or nothing to reset every account.',
    ],
    ['PUT', '/_sandbox/state', 'no', 400, 'The saved state of the sandbox is not JSON.'],
    [
      'GET',
      '/_sandbox/traces?limit=0',
      undefined,
      400,
      'limit must be a whole number from 1 to 200.',
    ],
  ])('%s %s with bad input says what is wrong', async (method, path, body, status, message) => {
    const { sandbox } = createTestSandbox();
    const answer = await sandbox.handle(
      call(path, { method, ...(body !== undefined && { body }) }),
    );
    expect([answer.status, await answer.json()]).toEqual([status, { message }]);
  });
});

describe('bad input', () => {
  const send = async (path: string, init: RequestInit) => {
    const { sandbox, faults } = createTestSandbox();
    const answer = await sandbox.handle(await signer().sign(`http://127.0.0.1${path}`, init));
    expect(faults).toEqual([]);
    return {
      status: answer.status,
      type: answer.headers.get('x-amzn-errortype'),
      ...((await answer.json()) as { message: string }),
    };
  };

  test('malformed JSON', async () => {
    expect(await send('/restapis', { method: 'POST', body: '{"name":' })).toEqual({
      status: 400,
      type: 'SerializationException',
      message: 'The request body is not valid JSON.',
    });
  });

  test('a value of the wrong type', async () => {
    expect(await send('/restapis', { method: 'POST', body: '{"name":{}}' })).toMatchObject({
      type: 'SerializationException',
      message: 'name must be a string, but a object was sent.',
    });
  });

  test('a missing member', async () => {
    expect(await send('/restapis', { method: 'POST', body: '{}' })).toEqual({
      status: 400,
      type: 'ValidationException',
      message:
        "1 validation error detected: Value null at 'createRestApiInput.name' failed to satisfy constraint: Member must not be null",
    });
  });

  test('a path that is no operation', async () => {
    expect(await send('/nothing/here', { method: 'GET' })).toEqual({
      status: 403,
      type: 'AccessDeniedException',
      message: 'Unable to determine service/operation name to be authorized',
    });
  });

  test('an operation that the sandbox does not have', async () => {
    expect(await send('/v2/portals', { method: 'GET' })).toEqual({
      status: 501,
      type: 'NotImplementedException',
      message: 'The local sandbox cannot do ListPortals of ApiGatewayV2 yet. On AWS it works.',
    });
  });

  test('a body that is too large', async () => {
    expect(
      await send('/restapis', { method: 'POST', body: 'x'.repeat(6 * 1024 * 1024 + 1) }),
    ).toMatchObject({
      status: 413,
      type: 'RequestEntityTooLargeException',
    });
  });

  test('whatever the body, the answer is an AWS answer and the sandbox lives on', async () => {
    const { sandbox, faults } = createTestSandbox();
    const operations = fc.constantFrom(
      ['POST', '/restapis'],
      ['POST', '/usageplans'],
      ['POST', '/apikeys'],
      ['PATCH', '/account'],
      ['POST', '/vpclinks'],
      ['POST', '/domainnames'],
    );
    const key = fc.constantFrom(
      'name',
      'patchOperations',
      'throttle',
      'quota',
      'apiStages',
      'tags',
      'endpointConfiguration',
      'value',
      'targetArns',
      'policy',
      'domainName',
      '__proto__',
    );
    const body = fc.dictionary(key, fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(operations, body, async ([method = '', path = ''], json) => {
        const request = await signer().sign(`http://127.0.0.1${path}`, {
          method,
          body: JSON.stringify(json),
        });
        const answer = await sandbox.handle(request);
        expect(faults).toEqual([]);
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });
});

describe('quotas', () => {
  test('the eleventh stage of an API is one too many', async () => {
    const { url } = await openSandbox();
    const aws = new APIGateway({
      endpoint: url,
      region: 'us-east-1',
      credentials: LOCAL,
      maxAttempts: 1,
    });
    const { id: restApiId = '', rootResourceId: resourceId = '' } = await aws.createRestApi({
      name: 'shop',
    });
    await aws.putMethod({ restApiId, resourceId, httpMethod: 'GET', authorizationType: 'NONE' });
    await aws.putIntegration({ restApiId, resourceId, httpMethod: 'GET', type: 'MOCK' });
    for (let number = 1; number <= 10; number += 1)
      await aws.createDeployment({ restApiId, stageName: `s${number}` });
    expect(await refusalOf(aws.createDeployment({ restApiId, stageName: 's11' }))).toEqual({
      code: 'LimitExceededException',
      status: 429,
      message:
        'Maximum number of Stages has been reached: 10. Please contact AWS if you need additional Stages.',
    });
  });
});
