import { connect } from 'node:net';
import { APIGateway } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { Lambda } from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seededRandom } from '#core';
import { createQuickJsRuntime } from '../../src/sandbox/adapters/quickjs/index.ts';
import { openSandbox, refusalOf } from './support.ts';

const ACCOUNT = '123456789012';
const arnOf = (name: string) => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`;
const uriOf = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arnOf(name)}/invocations`;

/** A sandbox on a port, with functions that may compute for half a second. */
async function open() {
  const runtime = createQuickJsRuntime({
    clock: { now: () => Date.now() },
    random: seededRandom(3),
    cpuMs: 500,
  });
  const made = await openSandbox({ lambda: runtime });
  const settings = made.settings();
  const [v1, v2, lambda] = [
    new APIGateway(settings),
    new ApiGatewayV2(settings),
    new Lambda(settings),
  ];
  onTestFinished(() => {
    for (const client of [v1, v2, lambda]) client.destroy();
    runtime.close();
  });
  const fn = async (name: string, body: string) => {
    await lambda.createFunction({
      FunctionName: name,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::${ACCOUNT}:role/fn`,
      Code: {
        ZipFile: zipSync({
          'index.js': new TextEncoder().encode(`exports.handler = async () => { ${body} };`),
        }),
      },
    });
    await lambda.addPermission({
      FunctionName: name,
      StatementId: 'gateway',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    });
    made.pass(5000);
  };
  /** A REST API whose methods are given by path: a function's name, or a mock's template. */
  const api = async (methods: Readonly<Record<string, { fn?: string; template?: string }>>) => {
    const { id: restApiId = '', rootResourceId: parentId } = await v1.createRestApi({ name: 'x' });
    for (const [pathPart, { fn: name, template = '' }] of Object.entries(methods)) {
      const { id: resourceId } = await v1.createResource({ restApiId, parentId, pathPart });
      const method = { restApiId, resourceId, httpMethod: 'POST' };
      await v1.putMethod({ ...method, authorizationType: 'NONE' });
      if (name === undefined) {
        await v1.putIntegration({
          ...method,
          type: 'MOCK',
          requestTemplates: { 'application/json': template },
        });
        await v1.putMethodResponse({ ...method, statusCode: '200' });
        await v1.putIntegrationResponse({ ...method, statusCode: '200' });
      } else
        await v1.putIntegration({
          ...method,
          type: 'AWS_PROXY',
          integrationHttpMethod: 'POST',
          uri: uriOf(name),
        });
    }
    await v1.createDeployment({ restApiId, stageName: 'prod' });
    const call = async (path: string, body = '{}') => {
      const answer = await fetch(`${made.url}/_sandbox/invoke/${restApiId}/prod/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return [answer.status, await answer.text()] as const;
    };
    return { restApiId, call };
  };
  return { ...made, v1, v2, lambda, fn, api };
}

const OK = '{"statusCode":200}';
const INTERNAL = JSON.stringify({ message: 'Internal server error' });

describe('what an API does with a function that means harm', () => {
  test.each([
    ['loops for ever', 'for (;;) {}'],
    ['allocates without end', 'const all = []; for (;;) all.push(new Array(10000).fill("x"));'],
    ['calls itself without end', 'const f = () => f() + f(); return f();'],
    ['throws', 'throw new Error("no")'],
  ])('one that %s is 502, and the next call is served', async (_, body) => {
    const { fn, api, faults } = await open();
    await fn('harm', body);
    await fn('good', 'return { statusCode: 200, body: "fine" };');
    const { call } = await api({ harm: { fn: 'harm' }, good: { fn: 'good' } });
    expect(await call('harm')).toEqual([502, INTERNAL]);
    expect(await call('good')).toEqual([200, 'fine']);
    expect(faults).toEqual([]);
  });

  test('one that answers with more than a function may is 502', async () => {
    const { fn, api } = await open();
    await fn('large', 'return { statusCode: 200, body: "x".repeat(7 * 1024 * 1024) };');
    const { call } = await api({ large: { fn: 'large' } });
    expect(await call('large')).toEqual([502, INTERNAL]);
  });
});

describe('what an API does with a template that means harm', () => {
  test.each([
    [
      'loops for ever',
      '#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])x#end#end#end',
    ],
    ['grows without end', '#set($s = "x")#foreach($i in [1..900])#set($s = "$s$s")#end$s'],
    ['is no template', '#foreach($i in'],
  ])('one that %s is 500, and the next call is served', async (_, template) => {
    const { api, faults } = await open();
    const { call } = await api({ harm: { template }, good: { template: OK } });
    expect(await call('harm')).toEqual([500, INTERNAL]);
    expect((await call('good'))[0]).toBe(200);
    expect(faults).toEqual([]);
  });
});

describe('what clients send', () => {
  test('a body over the payload quota is 413, of REST and HTTP APIs', async () => {
    const { api, v2, sandbox, faults } = await open();
    const { restApiId, call } = await api({ good: { template: OK } });
    const { ApiId } = await v2.createApi({
      Name: 'web',
      ProtocolType: 'HTTP',
      Target: 'https://backend.example.com',
    });
    const send = async (host: string | undefined, path: string) => {
      const answer = await sandbox.handle(
        new Request(`https://${host}.execute-api.us-east-1.amazonaws.com${path}`, {
          method: 'POST',
          body: new Uint8Array(10 * 1024 * 1024 + 1),
        }),
      );
      return [answer.status, await answer.json()];
    };
    expect(await send(restApiId, '/prod/good')).toEqual([413, { message: 'Request Too Long' }]);
    expect(await send(ApiId, '/x')).toEqual([413, { message: 'Request Entity Too Large' }]);
    expect((await call('good'))[0]).toBe(200);
    expect(faults).toEqual([]);
  });

  test('a client that leaves in the middle of its body leaves nothing behind', async () => {
    const { api, port, faults, sandbox } = await openWithPort();
    const { restApiId, call } = await api({ good: { template: OK } });
    for (const path of [`/_sandbox/invoke/${restApiId}/prod/good`, '/restapis'])
      await new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => {
          socket.write(
            `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"half":`,
          );
          socket.destroy();
        });
        socket.once('close', () => resolve());
      });
    expect((await call('good'))[0]).toBe(200);
    expect(faults).toEqual([]);
    expect(sandbox.traces('test', 10).map(({ status }) => status)).toEqual([200]);
  });

  test('another content type than the API speaks', async () => {
    const { url } = await open();
    const answer = await fetch(`${url}/restapis`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'name=shop',
    });
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([
      403,
      'MissingAuthenticationTokenException',
    ]);
  });
});

describe('what operations refuse', () => {
  test('ids that nobody has', async () => {
    const { v1, v2, lambda } = await open();
    const refusals = await Promise.all([
      refusalOf(v1.getStage({ restApiId: 'none', stageName: 'prod' })),
      refusalOf(v2.getApi({ ApiId: 'none' })),
      refusalOf(lambda.getFunction({ FunctionName: 'none' })),
    ]);
    expect(refusals.map(({ code, status }) => [code, status])).toEqual([
      ['NotFoundException', 404],
      ['NotFoundException', 404],
      ['ResourceNotFoundException', 404],
    ]);
  });

  test('patches that contradict each other or lead nowhere change nothing', async () => {
    const { v1, api } = await open();
    const { restApiId } = await api({ good: { template: OK } });
    const patch = (
      ...patchOperations: { op: 'replace' | 'add' | 'remove'; path: string; value?: string }[]
    ) => refusalOf(v1.updateStage({ restApiId, stageName: 'prod', patchOperations }));
    const replace = { op: 'replace', path: '/description', value: 'new' } as const;
    for (const wrong of [
      { op: 'replace', path: '/nothing', value: 'x' },
      { op: 'add', path: '/tracingEnabled', value: 'perhaps' },
      { op: 'replace', path: '/~1good/POST/throttling/rateLimit', value: 'fast' },
    ] as const)
      expect((await patch(replace, wrong)).code).toBe('BadRequestException');
    expect((await v1.getStage({ restApiId, stageName: 'prod' })).description).toBeUndefined();
  });

  test('to delete what is in use', async () => {
    const { v1, v2, api } = await open();
    const { restApiId } = await api({ good: { template: OK } });
    const { deploymentId = '' } = await v1.getStage({ restApiId, stageName: 'prod' });
    expect(await refusalOf(v1.deleteDeployment({ restApiId, deploymentId }))).toMatchObject({
      code: 'BadRequestException',
      message: 'Active stages pointing to this deployment must be moved or deleted',
    });
    const { ApiId } = await v2.createApi({ Name: 'web', ProtocolType: 'HTTP' });
    const { IntegrationId = '' } = await v2.createIntegration({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'GET',
      IntegrationUri: 'https://backend.example.com',
      PayloadFormatVersion: '1.0',
    });
    await v2.createRoute({ ApiId, RouteKey: 'GET /', Target: `integrations/${IntegrationId}` });
    expect((await refusalOf(v2.deleteIntegration({ ApiId, IntegrationId }))).code).toBe(
      'ConflictException',
    );
  });
});

async function openWithPort() {
  const made = await open();
  return { ...made, port: Number(new URL(made.url).port) };
}
