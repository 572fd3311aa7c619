import {
  APIGatewayClient,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  TestInvokeMethodCommand,
  type PutIntegrationCommandInput,
  type PutMethodCommandInput,
} from '@aws-sdk/client-api-gateway';
import {
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seededRandom } from '#core';
import { createQuickJsRuntime } from '../../../src/sandbox/adapters/quickjs/index.ts';
import { openSandbox } from '../support.ts';

const ACCOUNT = '123456789012';
const SETTLED_MS = 3000;
const arnOf = (name: string) => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`;
const uriOf = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arnOf(name)}/invocations`;

/** A sandbox with functions, and short ways to REST APIs in front of them. */
async function open() {
  const runtime = createQuickJsRuntime({
    clock: { now: () => Date.now() },
    random: seededRandom(3),
  });
  onTestFinished(() => runtime.close());
  const made = await openSandbox({ lambda: runtime });
  const lambda: LambdaClient = made.lambda();
  const gateway = new APIGatewayClient(made.settings());
  return {
    ...made,
    gateway,
    /** @param body of the handler, which gets `event` */
    async fn(name: string, body: string, { isOpen = true } = {}) {
      const source = `exports.handler = async (event) => { ${body} };`;
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName: name,
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Role: `arn:aws:iam::${ACCOUNT}:role/fn`,
          Code: { ZipFile: zipSync({ 'index.js': new TextEncoder().encode(source) }) },
        }),
      );
      if (isOpen) {
        await lambda.send(
          new AddPermissionCommand({
            FunctionName: name,
            StatementId: 'gateway',
            Action: 'lambda:InvokeFunction',
            Principal: 'apigateway.amazonaws.com',
          }),
        );
      }
      made.pass(SETTLED_MS);
    },
    /** An API with one method on `/pets/{id}`, deployed to `prod`. @returns its id and a way to call it */
    async api(
      integration: Partial<PutIntegrationCommandInput>,
      {
        method = {},
        authorizer,
        api = {},
        responses = [],
      }: {
        method?: Partial<PutMethodCommandInput>;
        authorizer?: { type: 'TOKEN' | 'REQUEST'; fn: string; more?: object };
        api?: object;
        responses?: readonly { status: string; pattern?: string; template?: string }[];
      } = {},
    ) {
      const { id: restApiId = '' } = await gateway.send(
        new CreateRestApiCommand({ name: 'pets', ...api }),
      );
      const { items = [] } = await gateway.send(new GetResourcesCommand({ restApiId }));
      const at = async (parentId: string, pathPart: string) =>
        (await gateway.send(new CreateResourceCommand({ restApiId, parentId, pathPart }))).id ?? '';
      const resourceId = await at(await at(items[0]?.id ?? '', 'pets'), '{id}');
      const { id: authorizerId } = authorizer
        ? await gateway.send(
            new CreateAuthorizerCommand({
              restApiId,
              name: 'door',
              type: authorizer.type,
              authorizerUri: uriOf(authorizer.fn),
              identitySource: 'method.request.header.Authorization',
              ...authorizer.more,
            }),
          )
        : { id: undefined };
      const common = { restApiId, resourceId, httpMethod: 'POST' };
      await gateway.send(
        new PutMethodCommand({
          ...common,
          authorizationType: authorizer ? 'CUSTOM' : 'NONE',
          ...(authorizerId !== undefined && { authorizerId }),
          ...method,
        }),
      );
      await gateway.send(
        new PutIntegrationCommand({
          ...common,
          type: 'AWS_PROXY',
          integrationHttpMethod: 'POST',
          ...integration,
        }),
      );
      for (const { status, pattern, template } of responses) {
        await gateway.send(new PutMethodResponseCommand({ ...common, statusCode: status }));
        await gateway.send(
          new PutIntegrationResponseCommand({
            ...common,
            statusCode: status,
            ...(pattern !== undefined && { selectionPattern: pattern }),
            ...(template !== undefined && {
              responseTemplates: { 'application/json': template },
            }),
          }),
        );
      }
      await gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
      return {
        restApiId,
        call: async (path = '/pets/7', init: RequestInit = {}) => {
          const answer = await made.sandbox.handle(
            new Request(`https://${restApiId}.execute-api.us-east-1.amazonaws.com/prod${path}`, {
              method: 'POST',
              ...init,
            }),
          );
          return { status: answer.status, headers: answer.headers, body: await answer.text() };
        },
      };
    },
    reason: () =>
      made.sandbox.traces('test', 1)[0]?.steps.find(({ decision }) => decision === 'fail')?.reason,
  };
}

const say = (status: number, body: string) =>
  `return { statusCode: ${status}, body: ${JSON.stringify(body)} };`;

describe('a Lambda proxy integration of a REST API', () => {
  test('hands the whole request over and takes the whole answer', async () => {
    const made = await open();
    await made.fn(
      'pets',
      `return { statusCode: 201, headers: { 'x-pet': 'yes' }, multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] }, body: JSON.stringify(event) };`,
    );
    const { call, restApiId } = await made.api({ uri: uriOf('pets') });
    const answer = await call('/pets/7?tag=a&tag=b', { body: '{"name":"rex"}' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-pet')).toBe('yes');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(answer.body)).toMatchObject({
      resource: '/pets/{id}',
      path: '/pets/7',
      httpMethod: 'POST',
      pathParameters: { id: '7' },
      queryStringParameters: { tag: 'b' },
      multiValueQueryStringParameters: { tag: ['a', 'b'] },
      stageVariables: null,
      body: '{"name":"rex"}',
      isBase64Encoded: false,
      requestContext: {
        apiId: restApiId,
        stage: 'prod',
        path: '/prod/pets/7',
        resourcePath: '/pets/{id}',
        accountId: ACCOUNT,
      },
    });
  });

  test('whose function returns no proxy answer is a bad gateway', async () => {
    const made = await open();
    await made.fn('pets', `return { pet: 'rex' };`);
    const { call } = await made.api({ uri: uriOf('pets') });
    expect(await call()).toMatchObject({
      status: 502,
      body: '{"message":"Internal server error"}',
    });
    expect(made.reason()).toBe(
      'Malformed Lambda proxy response. Payload format 1.0 needs an object with statusCode, and the function returned none.',
    );
  });

  test('whose function throws is a bad gateway too', async () => {
    const made = await open();
    await made.fn('pets', `throw new Error('no pets');`);
    const { call } = await made.api({ uri: uriOf('pets') });
    expect((await call()).status).toBe(502);
  });

  test('that the function does not admit is an error of the API', async () => {
    const made = await open();
    await made.fn('pets', say(200, 'rex'), { isOpen: false });
    const { call } = await made.api({ uri: uriOf('pets') });
    expect((await call()).status).toBe(500);
    expect(made.reason()).toMatch(/does not let apigateway\.amazonaws\.com invoke it/);
  });

  test('gives bytes for base64 where the client accepts a binary type', async () => {
    const made = await open();
    await made.fn(
      'pets',
      `return { statusCode: 200, headers: { 'content-type': 'image/png' }, body: 'cG5n', isBase64Encoded: true };`,
    );
    const plain = await made.api({ uri: uriOf('pets') });
    expect((await plain.call()).body).toBe('cG5n');
    const binary = await made.api(
      { uri: uriOf('pets') },
      { api: { binaryMediaTypes: ['image/png'] } },
    );
    expect((await binary.call('/pets/7', { headers: { accept: 'image/png' } })).body).toBe('png');
  });
});

describe('a Lambda integration with templates', () => {
  const custom = {
    type: 'AWS' as const,
    uri: uriOf('greeter'),
    requestTemplates: { 'application/json': '{"name":"$input.params(\'name\')"}' },
  };
  const responses = [
    { status: '200', template: '{"said":$input.json(\'$.text\')}' },
    {
      status: '400',
      pattern: '.*no name.*',
      template: '{"problem":$input.json(\'$.errorMessage\')}',
    },
  ];

  test('sends what the template made, and selects the status by the error message', async () => {
    const made = await open();
    await made.fn(
      'greeter',
      `if (!event.name) throw new Error('there is no name'); return { text: 'hello ' + event.name };`,
    );
    const { call } = await made.api(custom, { responses });
    expect(await call('/pets/7?name=ada')).toMatchObject({
      status: 200,
      body: '{"said":"hello ada"}',
    });
    expect(await call()).toMatchObject({ status: 400, body: '{"problem":"there is no name"}' });
  });

  test('an error that no pattern matches is a 200', async () => {
    const made = await open();
    await made.fn('greeter', `throw new Error('something else');`);
    const { call } = await made.api(custom, { responses });
    expect((await call()).status).toBe(200);
  });

  test('is left behind when the invocation type is Event', async () => {
    const made = await open();
    await made.fn('greeter', `return { text: 'nobody hears' };`);
    const { call } = await made.api(
      {
        ...custom,
        requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
      },
      { responses: [{ status: '202' }] },
    );
    expect(await call('/pets/7?name=ada')).toMatchObject({ status: 202, body: '' });
  });
});

const policy = (effect: string, resource: string, more = '') =>
  `return { principalId: 'ada', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: '${effect}', Resource: ${resource} }] }, ${more} };`;

describe('a Lambda authorizer of a REST API', () => {
  const token = (value: string) => ({ headers: { authorization: value } });

  test('of type TOKEN lets in whom its policy allows, and hands values over', async () => {
    const made = await open();
    await made.fn('authz', policy('Allow', 'event.methodArn', `context: { tier: 3 }`));
    await made.fn(
      'pets',
      `return { statusCode: 200, body: JSON.stringify(event.requestContext.authorizer) };`,
    );
    const { call } = await made.api(
      { uri: uriOf('pets') },
      { authorizer: { type: 'TOKEN', fn: 'authz' } },
    );
    expect((await call()).status).toBe(401);
    const answer = await call('/pets/7', token('let me in'));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({ principalId: 'ada', tier: '3' });
  });

  test('is not asked about a token that does not match its expression', async () => {
    const made = await open();
    await made.fn('authz', policy('Allow', `'*'`));
    await made.fn('pets', say(200, 'rex'));
    const { call } = await made.api(
      { uri: uriOf('pets') },
      {
        authorizer: {
          type: 'TOKEN',
          fn: 'authz',
          more: { identityValidationExpression: 'Bearer [a-z]+' },
        },
      },
    );
    expect((await call('/pets/7', token('Basic x'))).status).toBe(401);
    expect((await call('/pets/7', token('Bearer x'))).status).toBe(200);
  });

  test('whose policy does not allow is 403, with other words for an explicit deny', async () => {
    const made = await open();
    await made.fn(
      'authz',
      `const Effect = event.authorizationToken === 'bad' ? 'Deny' : 'Allow';
       return { principalId: 'ada', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: Effect === 'Deny' ? '*' : 'arn:aws:execute-api:us-east-1:${ACCOUNT}:other/*' }] } };`,
    );
    await made.fn('pets', say(200, 'rex'));
    const { call } = await made.api(
      { uri: uriOf('pets') },
      { authorizer: { type: 'TOKEN', fn: 'authz' } },
    );
    expect(await call('/pets/7', token('bad'))).toMatchObject({
      status: 403,
      body: '{"Message":"User is not authorized to access this resource with an explicit deny in an identity-based policy"}',
    });
    expect(await call('/pets/7', token('other'))).toMatchObject({
      status: 403,
      body: '{"Message":"User is not authorized to access this resource"}',
    });
  });

  test('is asked once while its answer is kept, and the kept policy counts for other paths', async () => {
    const made = await open();
    await made.fn('authz', policy('Allow', 'event.methodArn'));
    await made.fn('pets', say(200, 'rex'));
    const { call } = await made.api(
      { uri: uriOf('pets') },
      { authorizer: { type: 'TOKEN', fn: 'authz', more: { authorizerResultTtlInSeconds: 60 } } },
    );
    expect((await call('/pets/7', token('t'))).status).toBe(200);
    expect((await call('/pets/8', token('t'))).status).toBe(403);
    made.pass(61_000);
    expect((await call('/pets/8', token('t'))).status).toBe(200);
  });

  test('that throws is 500, and "Unauthorized" is 401', async () => {
    const made = await open();
    await made.fn('authz', `throw new Error(event.authorizationToken);`);
    await made.fn('pets', say(200, 'rex'));
    const { call } = await made.api(
      { uri: uriOf('pets') },
      { authorizer: { type: 'TOKEN', fn: 'authz' } },
    );
    expect((await call('/pets/7', token('Unauthorized'))).status).toBe(401);
    expect((await call('/pets/7', token('boom'))).status).toBe(500);
  });

  test('of type REQUEST sees headers, path and query', async () => {
    const made = await open();
    await made.fn(
      'authz',
      `const Effect = event.queryStringParameters.door === 'open' && event.pathParameters.id === '7' ? 'Allow' : 'Deny';
       return { principalId: 'ada', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: '*' }] } };`,
    );
    await made.fn('pets', say(200, 'rex'));
    const { call } = await made.api(
      { uri: uriOf('pets') },
      {
        authorizer: {
          type: 'REQUEST',
          fn: 'authz',
          more: { identitySource: 'method.request.querystring.door' },
        },
      },
    );
    expect((await call('/pets/7?door=open')).status).toBe(200);
    expect((await call('/pets/7?door=shut')).status).toBe(403);
    expect((await call('/pets/7')).status).toBe(401);
  });

  test('keeps its answers apart by what of the context is an identity source', async () => {
    const made = await open();
    await made.fn('authz', policy('Allow', 'event.methodArn'));
    await made.fn('pets', say(200, 'rex'));
    const identitySource = 'method.request.header.Authorization, context.path';
    const { call } = await made.api(
      { uri: uriOf('pets') },
      { authorizer: { type: 'REQUEST', fn: 'authz', more: { identitySource } } },
    );
    expect((await call('/pets/7', token('t'))).status).toBe(200);
    expect((await call('/pets/8', token('t'))).status).toBe(200);
  });

  test('that is called as a role needs one that trusts the gateway and may invoke', async () => {
    const made = await open();
    await made.fn('authz', policy('Allow', `'*'`), { isOpen: false });
    await made.fn('pets', say(200, 'rex'));
    const iam = new IAMClient(made.settings());
    const authorizerCredentials = `arn:aws:iam::${ACCOUNT}:role/door`;
    const { call } = await made.api(
      { uri: uriOf('pets') },
      { authorizer: { type: 'TOKEN', fn: 'authz', more: { authorizerCredentials } } },
    );
    const trusting = (Service: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
      });

    expect((await call('/pets/7', token('t'))).status).toBe(500);
    expect(made.reason()).toContain(`There is no role ${authorizerCredentials}.`);

    await iam.send(
      new CreateRoleCommand({
        RoleName: 'door',
        AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'),
      }),
    );
    expect((await call('/pets/7', token('t'))).status).toBe(500);
    expect(made.reason()).toContain('does not let apigateway.amazonaws.com assume it.');

    await iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: 'door',
        PolicyDocument: trusting('apigateway.amazonaws.com'),
      }),
    );
    expect((await call('/pets/7', token('t'))).status).toBe(500);
    expect(made.reason()).toContain(`allows lambda:InvokeFunction on ${arnOf('authz')}.`);

    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'door',
        PolicyName: 'invoke',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: arnOf('authz') },
          ],
        }),
      }),
    );
    expect((await call('/pets/7', token('t'))).status).toBe(200);
  });
});

describe('TestInvokeMethod', () => {
  test('calls the method as it is edited, past its authorizer, and shows each step', async () => {
    const made = await open();
    await made.fn('authz', policy('Deny', `'*'`));
    await made.fn('pets', say(200, 'rex'));
    const { restApiId } = await made.api(
      { uri: uriOf('pets') },
      { authorizer: { type: 'TOKEN', fn: 'authz' } },
    );
    const { items = [] } = await made.gateway.send(new GetResourcesCommand({ restApiId }));
    const resourceId = items.find(({ path }) => path === '/pets/{id}')?.id;
    const result = await made.gateway.send(
      new TestInvokeMethodCommand({
        restApiId,
        resourceId,
        httpMethod: 'POST',
        pathWithQueryString: '/pets/7?tag=a',
        body: '{}',
      }),
    );
    expect(result).toMatchObject({ status: 200, body: 'rex' });
    expect(result.log).toContain('Successfully completed execution');
    await expect(
      made.gateway.send(new TestInvokeMethodCommand({ restApiId, resourceId, httpMethod: 'PUT' })),
    ).rejects.toThrow('Invalid Method identifier specified');
  });
});
