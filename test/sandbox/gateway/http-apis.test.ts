import {
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  UpdateStageCommand,
  type CreateApiCommandInput,
  type CreateAuthorizerCommandInput,
  type CreateIntegrationCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { AddPermissionCommand, CreateFunctionCommand } from '@aws-sdk/client-lambda';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seededRandom } from '#core';
import { createQuickJsRuntime } from '../../../src/sandbox/adapters/quickjs/index.ts';
import { createHttpRouter } from '../../../src/sandbox/gateway/http/router.ts';
import type { Route } from '../../../src/sandbox/services/apigatewayv2/state.ts';
import { openSandbox } from '../support.ts';

const ISSUER = 'https://issuer.example.com';
const SETTLED_MS = 3000;
const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function';

const keys = await generateKeyPair('RS256');
const publicKey = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'RS256' };
const tokenOf = (claims: JWTPayload = {}, seconds = 600) =>
  new SignJWT({ client_id: 'web', ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .setIssuer(ISSUER)
    .setSubject('ada')
    .setIssuedAt(Math.floor(Date.now() / 1000) - 60)
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .sign(keys.privateKey);

/** Answers as the token issuer and as one HTTP backend. */
async function outside(request: Request): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname === '/.well-known/openid-configuration')
    return Response.json({ jwks_uri: `${ISSUER}/keys` });
  if (url.pathname === '/keys') return Response.json({ keys: [publicKey] });
  return Response.json(
    { method: request.method, path: url.pathname, query: url.search, body: await request.text() },
    { headers: { 'x-backend': 'yes' } },
  );
}

/** An HTTP API with a stage that deploys by itself. */
async function openApi(more: Partial<CreateApiCommandInput> = {}) {
  const runtime = createQuickJsRuntime({
    clock: { now: () => Date.now() },
    random: seededRandom(3),
  });
  onTestFinished(() => runtime.close());
  const made = await openSandbox({ lambda: runtime, fetch: outside });
  const client = made.apigatewayv2();
  const api = await client.send(
    new CreateApiCommand({ Name: 'orders', ProtocolType: 'HTTP', ...more }),
  );
  const ApiId = api.ApiId ?? '';
  await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
  const integration = async (input: Partial<CreateIntegrationCommandInput>) => {
    const { IntegrationId = '' } = await client.send(
      new CreateIntegrationCommand({ ApiId, IntegrationType: 'AWS_PROXY', ...input }),
    );
    return `integrations/${IntegrationId}`;
  };
  return {
    ...made,
    client,
    ApiId,
    async route(RouteKey: string, Target: string, input: Record<string, unknown> = {}) {
      await client.send(new CreateRouteCommand({ ApiId, RouteKey, Target, ...input }));
    },
    integration,
    http: (
      uri = 'https://backend.example.com/base',
      input: Partial<CreateIntegrationCommandInput> = {},
    ) =>
      integration({
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'ANY',
        IntegrationUri: uri,
        PayloadFormatVersion: '1.0',
        ...input,
      }),
    /** A function that the API may invoke, and an integration with it. */
    async lambda(source: string, { format = '2.0', permit = true, name = 'orders' } = {}) {
      const lambda = made.lambda();
      const handler = new TextEncoder().encode(`exports.handler = ${source};`);
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName: name,
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Role: 'arn:aws:iam::123456789012:role/orders',
          Code: { ZipFile: zipSync({ 'index.js': handler }) },
        }),
      );
      made.pass(SETTLED_MS);
      if (permit)
        await lambda.send(
          new AddPermissionCommand({
            FunctionName: name,
            StatementId: 'api',
            Action: 'lambda:InvokeFunction',
            Principal: 'apigateway.amazonaws.com',
            SourceArn: `arn:aws:execute-api:us-east-1:123456789012:${ApiId}/*`,
          }),
        );
      return integration({ IntegrationUri: `${FUNCTION}:${name}`, PayloadFormatVersion: format });
    },
    authorizer: async (input: Partial<CreateAuthorizerCommandInput>) => {
      const { AuthorizerId = '' } = await client.send(
        new CreateAuthorizerCommand({
          ApiId,
          Name: 'gate',
          AuthorizerType: 'JWT',
          IdentitySource: ['$request.header.Authorization'],
          ...input,
        }),
      );
      return AuthorizerId;
    },
    async call(call: string, init: RequestInit = {}) {
      const [method = 'GET', path = '/'] = call.split(' ');
      const answer = await made.sandbox.handle(
        new Request(`https://${ApiId}.execute-api.us-east-1.amazonaws.com${path}`, {
          method,
          ...init,
        }),
      );
      const text = await answer.text();
      const type = answer.headers.get('content-type') ?? '';
      return {
        status: answer.status,
        headers: answer.headers,
        body: type.includes('json') ? (JSON.parse(text) as unknown) : text,
      };
    },
    lastReason: () => made.sandbox.traces('test', 1)[0]?.steps.at(-1)?.reason,
  };
}

describe('an HTTP API with Lambda', () => {
  test('gets the event of format 2.0 and infers the answer from what is returned', async () => {
    const api = await openApi();
    const target = await api.lambda(
      'async (e) => ({ key: e.routeKey, id: e.pathParameters.id, q: e.queryStringParameters, raw: e.rawQueryString, cookies: e.cookies, method: e.requestContext.http.method })',
    );
    await api.route('GET /orders/{id}', target);
    const answer = await api.call('GET /orders/7?tag=a&tag=b', { headers: { cookie: 'a=1; b=2' } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(answer.body).toEqual({
      key: 'GET /orders/{id}',
      id: '7',
      q: { tag: 'a,b' },
      raw: 'tag=a&tag=b',
      cookies: ['a=1', 'b=2'],
      method: 'GET',
    });
    expect(answer.headers.get('apigw-requestid')).toMatch(/^[\w-]{15}=$/);
  });

  test('gets the event of format 1.0, and then needs a whole answer', async () => {
    const api = await openApi();
    const whole = await api.lambda(
      'async (e) => ({ statusCode: 201, headers: { "x-v": e.version }, body: e.httpMethod + " " + e.path })',
      { format: '1.0' },
    );
    await api.route('POST /orders', whole);
    const answer = await api.call('POST /orders', { body: '{}' });
    expect([answer.status, answer.headers.get('x-v'), answer.body]).toEqual([
      201,
      '1.0',
      'POST /orders',
    ]);
  });

  test('a function whose policy does not let the API in is 500, and the trace says what is missing', async () => {
    const api = await openApi();
    await api.route('GET /orders', await api.lambda('async () => 1', { permit: false }));
    const answer = await api.call('GET /orders');
    expect([answer.status, answer.body]).toEqual([500, { message: 'Internal Server Error' }]);
    expect(api.lastReason()).toBe(
      `${FUNCTION}:orders could not be called: The policy of ${FUNCTION}:orders does not let apigateway.amazonaws.com invoke it for arn:aws:execute-api:us-east-1:123456789012:${api.ApiId}/$default/GET/orders. Add it: aws lambda add-permission.`,
    );
  });

  test('a function that throws is 500', async () => {
    const api = await openApi();
    await api.route('GET /orders', await api.lambda('async () => { throw new Error("no"); }'));
    expect((await api.call('GET /orders')).status).toBe(500);
  });
});

describe('the route', () => {
  test('most exact first, then greedy, then $default; without one 404', async () => {
    const api = await openApi();
    const to = async (name: string) => api.http(`https://backend.example.com/${name}`);
    await api.route('GET /pets/{id}', await to('one'));
    await api.route('ANY /pets/{proxy+}', await to('greedy'));
    await api.route('GET /pets/dog', await to('dog'));
    const pathOf = async (call: string) => {
      const { body } = await api.call(call);
      return (body as { path?: string; message?: string }).path ?? body;
    };
    expect(await pathOf('GET /pets/dog')).toBe('/dog');
    expect(await pathOf('GET /pets/7')).toBe('/one');
    expect(await pathOf('POST /pets/7')).toBe('/greedy');
    expect(await pathOf('GET /birds')).toEqual({ message: 'Not Found' });
    await api.route('$default', await to('rest'));
    expect(await pathOf('GET /birds')).toBe('/rest');
  });

  test('whatever the routes, an exact one always wins over a greedy one', () => {
    const word = fc.stringMatching(/^[a-z]{1,4}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (segments) => {
        const path = `/${segments.join('/')}`;
        const route = (RouteKey: string) => ({ RouteKey }) as Route;
        const router = createHttpRouter([
          route('$default'),
          route('ANY /{proxy+}'),
          route(`ANY ${path}`),
          route(`GET ${path}`),
        ]);
        expect(router.match('GET', path)?.route.RouteKey).toBe(`GET ${path}`);
        expect(router.match('PUT', path)?.route.RouteKey).toBe(`ANY ${path}`);
        expect(router.match('GET', `${path}/more`)?.route.RouteKey).toBe('ANY /{proxy+}');
      }),
    );
  });

  test('a named stage is part of the address, $default is not', async () => {
    const api = await openApi();
    await api.route('GET /pets', await api.http());
    await api.client.send(
      new CreateStageCommand({ ApiId: api.ApiId, StageName: 'v1', AutoDeploy: true }),
    );
    expect((await api.call('GET /pets')).status).toBe(200);
    expect((await api.call('GET /v1/pets')).status).toBe(200);
    expect((await api.call('GET /v2/pets')).status).toBe(404);
  });
});

describe('a JWT authorizer', () => {
  async function guarded(scopes: readonly string[] = []) {
    const api = await openApi();
    const AuthorizerId = await api.authorizer({
      JwtConfiguration: { Issuer: ISSUER, Audience: ['web'] },
    });
    const input = { AuthorizationType: 'JWT', AuthorizerId, AuthorizationScopes: scopes };
    await api.route('GET /orders', await api.http(), input);
    const call = async (token?: string) =>
      api.call('GET /orders', token ? { headers: { authorization: `Bearer ${token}` } } : {});
    return { ...api, call };
  }

  test('lets a token of the issuer and audience in', async () => {
    const { call } = await guarded();
    expect((await call(await tokenOf())).status).toBe(200);
  });

  test.each<[string, JWTPayload, number]>([
    ['of another client', { client_id: 'other' }, 600],
    ['for another audience', { aud: 'other' }, 600],
    ['that has expired', {}, -30],
  ])('refuses a token %s with 401', async (_, claims, seconds) => {
    const { call } = await guarded();
    const answer = await call(await tokenOf(claims, seconds));
    expect([answer.status, answer.body]).toEqual([401, { message: 'Unauthorized' }]);
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  test('refuses no token and nonsense with 401', async () => {
    const { call } = await guarded();
    expect([(await call()).status, (await call('abc')).status]).toEqual([401, 401]);
  });

  test('asks for one of the scopes, else 403', async () => {
    const { call } = await guarded(['orders:read']);
    const refused = await call(await tokenOf({ scope: 'orders:write' }));
    expect([refused.status, refused.body]).toEqual([403, { message: 'Forbidden' }]);
    expect((await call(await tokenOf({ scope: 'orders:read x' }))).status).toBe(200);
  });
});

describe('a Lambda authorizer', () => {
  async function guarded(source: string, input: Partial<CreateAuthorizerCommandInput> = {}) {
    const api = await openApi();
    await api.lambda(source, { name: 'gate' });
    const AuthorizerId = await api.authorizer({
      AuthorizerType: 'REQUEST',
      AuthorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION}:gate/invocations`,
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      ...input,
    });
    await api.route('GET /orders', await api.http(), {
      AuthorizationType: 'CUSTOM',
      AuthorizerId,
    });
    const call = (token: string) => api.call('GET /orders', { headers: { authorization: token } });
    return { ...api, call, without: () => api.call('GET /orders') };
  }

  test('decides by a simple answer', async () => {
    const { call, without } = await guarded(
      'async (e) => ({ isAuthorized: e.identitySource[0] === "let-me-in" })',
    );
    expect((await call('let-me-in')).status).toBe(200);
    expect((await call('no')).status).toBe(403);
    expect((await without()).status).toBe(401);
  });

  test('decides by a policy, and an explicit deny wins', async () => {
    const { call } = await guarded(
      `async (e) => ({ principalId: 'ada', policyDocument: { Version: '2012-10-17', Statement: [
        { Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' },
        ...(e.headers.authorization === 'bad' ? [{ Action: 'execute-api:*', Effect: 'Deny', Resource: e.routeArn }] : []),
      ] } })`,
      { EnableSimpleResponses: false },
    );
    expect((await call('good')).status).toBe(200);
    expect((await call('bad')).status).toBe(403);
  });

  test('is asked once for the same identity while its answer is kept', async () => {
    const source = 'async () => ({ isAuthorized: true })';
    const { call, sandbox } = await guarded(source, { AuthorizerResultTtlInSeconds: 300 });
    await call('x');
    await call('x');
    const [second, first] = sandbox.traces('test', 2);
    const resultOf = (trace: typeof first) =>
      trace?.steps.find(({ step }) => step === 'authorize')?.values['result'];
    expect([resultOf(first), resultOf(second)]).toEqual(['fresh', 'kept']);
  });
});

describe('CORS', () => {
  const CorsConfiguration = {
    AllowOrigins: ['https://app.example.com'],
    AllowMethods: ['GET', 'PUT'],
    AllowHeaders: ['authorization', 'content-type'],
    MaxAge: 300,
  };
  const preflight = (origin: string) => ({
    headers: { origin, 'access-control-request-method': 'PUT' },
  });

  test('the gateway answers a preflight itself, whatever the routes', async () => {
    const api = await openApi({ CorsConfiguration });
    await api.route('GET /pets', await api.http());
    const { status, headers } = await api.call(
      'OPTIONS /orders',
      preflight('https://app.example.com'),
    );
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(headers.get('access-control-allow-methods')).toBe('GET,PUT');
    expect(headers.get('access-control-allow-headers')).toBe('authorization,content-type');
    expect(headers.get('access-control-max-age')).toBe('300');
  });

  test('another origin gets no CORS headers', async () => {
    const api = await openApi({ CorsConfiguration });
    const { headers } = await api.call('OPTIONS /orders', preflight('https://evil.example.com'));
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('answers and refusals carry the origin', async () => {
    const api = await openApi({ CorsConfiguration });
    await api.route('GET /orders', await api.http());
    const init = { headers: { origin: 'https://app.example.com' } };
    for (const call of ['GET /orders', 'GET /nowhere']) {
      const { headers } = await api.call(call, init);
      expect(headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    }
  });
});

describe('an HTTP backend', () => {
  test('gets method, query and body as sent', async () => {
    const api = await openApi();
    await api.route('PUT /orders/{id}', await api.http('https://backend.example.com/o/{id}'));
    const { body, headers } = await api.call('PUT /orders/7?a=1', { body: 'text' });
    expect(body).toEqual({ method: 'PUT', path: '/o/7', query: '?a=1', body: 'text' });
    expect(headers.get('x-backend')).toBe('yes');
  });

  test('parameter mapping adds, changes and removes', async () => {
    const api = await openApi();
    const target = await api.http('https://backend.example.com/o', {
      RequestParameters: {
        'append:querystring.from': '$context.stage',
        'overwrite:path': '/mapped/$request.path.id',
        'remove:querystring.secret': "''",
      },
      ResponseParameters: {
        '200': { 'overwrite:statuscode': '203', 'append:header.x-id': '$context.apiId' },
      },
    });
    await api.route('GET /orders/{id}', target);
    const { status, body, headers } = await api.call('GET /orders/7?secret=1&a=2');
    expect(status).toBe(203);
    expect(body).toMatchObject({ path: '/mapped/7', query: '?a=2&from=%24default' });
    expect(headers.get('x-id')).toBe(api.ApiId);
  });
});

test('a throttled route answers 429 when its burst is used up', async () => {
  const api = await openApi();
  await api.route('GET /orders', await api.http());
  await api.client.send(
    new UpdateStageCommand({
      ApiId: api.ApiId,
      StageName: '$default',
      RouteSettings: { 'GET /orders': { ThrottlingRateLimit: 0.001, ThrottlingBurstLimit: 2 } },
    }),
  );
  const statuses = [];
  for (let index = 0; index < 3; index += 1) statuses.push((await api.call('GET /orders')).status);
  expect(statuses).toEqual([200, 200, 429]);
});
