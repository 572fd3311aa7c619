import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { parse } from 'yaml';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createTerminal } from '#shell';
import { openSandbox, refusalOf } from '../support.ts';

const ISSUER = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc';
const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:orders';
const AUTHORIZER = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;

const backend = {
  type: 'HTTP_PROXY',
  httpMethod: 'GET',
  uri: 'https://backend.example.com/orders/{id}',
  // YAML and JSON make a number of it.
  payloadFormatVersion: 1,
  timeoutInMillis: 5000,
  requestParameters: { 'append:header.x-from': 'gateway' },
  responseParameters: { '404': { 'overwrite:statuscode': '410' } },
};
const ORDERS = {
  openapi: '3.0.1',
  info: { title: 'orders', version: '1.2', description: 'Orders of a shop' },
  servers: [{ url: 'https://api.example.com/shop' }],
  paths: {
    '/orders/{id}': {
      get: {
        operationId: 'readOrder',
        security: [{ tokens: ['orders/read'] }],
        'x-amazon-apigateway-integration': backend,
      },
      delete: {
        security: [{ door: [] }],
        'x-amazon-apigateway-integration': { $ref: '#/components/x-integrations/fn' },
      },
    },
    '/admin': {
      'x-amazon-apigateway-any-method': {
        security: [{ signed: [] }],
        'x-amazon-apigateway-integration': { $ref: '#/components/x-integrations/fn' },
      },
    },
    '/$default': {
      'x-amazon-apigateway-any-method': {
        isDefaultRoute: true,
        'x-amazon-apigateway-integration': { $ref: '#/components/x-integrations/fn' },
      },
    },
  },
  'x-amazon-apigateway-cors': {
    allowOrigins: ['https://app.example.com'],
    allowMethods: ['GET', 'DELETE'],
    allowHeaders: ['authorization'],
    maxAge: 600,
    allowCredentials: true,
  },
  components: {
    'x-integrations': {
      fn: { type: 'aws_proxy', httpMethod: 'POST', uri: FUNCTION, payloadFormatVersion: '2.0' },
    },
    securitySchemes: {
      tokens: {
        type: 'openIdConnect',
        openIdConnectUrl: `${ISSUER}/.well-known/openid-configuration`,
        'x-amazon-apigateway-authorizer': {
          type: 'jwt',
          jwtConfiguration: { audience: ['web'] },
          identitySource: '$request.header.Authorization',
        },
      },
      door: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authorizer': {
          type: 'request',
          identitySource: '$request.header.Authorization',
          authorizerUri: AUTHORIZER,
          authorizerPayloadFormatVersion: '2.0',
          authorizerResultTtlInSeconds: 300,
          enableSimpleResponses: true,
        },
      },
      signed: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'awsSigv4',
      },
    },
  },
};

async function open() {
  const calls: { url: string; from: string | null }[] = [];
  const made = await openSandbox({
    fetch(request) {
      calls.push({ url: request.url, from: request.headers.get('x-from') });
      return Promise.resolve(new Response('none', { status: 404 }));
    },
  });
  const v2 = new ApiGatewayV2(made.settings());
  onTestFinished(() => v2.destroy());
  const importing = (document: object | string, more: object = {}) =>
    v2.importApi({
      Body: typeof document === 'string' ? document : JSON.stringify(document),
      ...more,
    });
  /** Everything below the API, without ids. */
  const partsOf = async (ApiId: string | undefined) => {
    const [routes, integrations, authorizers] = await Promise.all([
      v2.getRoutes({ ApiId }),
      v2.getIntegrations({ ApiId }),
      v2.getAuthorizers({ ApiId }),
    ]);
    const nameOf = (id: string | undefined) =>
      authorizers.Items?.find(({ AuthorizerId }) => AuthorizerId === id)?.Name;
    const targetOf = (target: string | undefined) =>
      integrations.Items?.find((one) => target === `integrations/${one.IntegrationId}`);
    return {
      routes: (routes.Items ?? [])
        .map((route) => ({
          ...route,
          RouteId: undefined,
          AuthorizerId: undefined,
          Target: undefined,
          authorizer: nameOf(route.AuthorizerId),
          target: { ...targetOf(route.Target), IntegrationId: undefined },
        }))
        .toSorted((one, other) => (one.RouteKey ?? '').localeCompare(other.RouteKey ?? '')),
      authorizers: (authorizers.Items ?? []).map((one) => ({ ...one, AuthorizerId: undefined })),
    };
  };
  return { ...made, v2, calls, importing, partsOf };
}

const exported = async (
  { v2 }: Awaited<ReturnType<typeof open>>,
  ApiId: string | undefined,
  more: { StageName?: string; IncludeExtensions?: boolean; OutputType?: string } = {},
) => {
  const { body } = await v2.exportApi({
    ApiId,
    Specification: 'OAS30',
    OutputType: 'JSON',
    ...more,
  });
  return new TextDecoder().decode(body);
};

describe('an OpenAPI document becomes an HTTP API', () => {
  test('with its routes, integrations, authorizers and CORS', async () => {
    const { importing, partsOf, v2 } = await open();
    const api = await importing(ORDERS);
    expect(api).toMatchObject({
      Name: 'orders',
      Version: '1.2',
      Description: 'Orders of a shop',
      ProtocolType: 'HTTP',
      CorsConfiguration: {
        AllowOrigins: ['https://app.example.com'],
        AllowMethods: ['GET', 'DELETE'],
        AllowHeaders: ['authorization'],
        MaxAge: 600,
        AllowCredentials: true,
      },
    });
    expect(await partsOf(api.ApiId)).toMatchObject({
      routes: [
        { RouteKey: '$default', AuthorizationType: 'NONE' },
        { RouteKey: 'ANY /admin', AuthorizationType: 'AWS_IAM' },
        {
          RouteKey: 'DELETE /orders/{id}',
          AuthorizationType: 'CUSTOM',
          authorizer: 'door',
          target: { IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' },
        },
        {
          RouteKey: 'GET /orders/{id}',
          OperationName: 'readOrder',
          AuthorizationType: 'JWT',
          AuthorizationScopes: ['orders/read'],
          authorizer: 'tokens',
          target: {
            IntegrationType: 'HTTP_PROXY',
            PayloadFormatVersion: '1.0',
            TimeoutInMillis: 5000,
            RequestParameters: { 'append:header.x-from': 'gateway' },
            ResponseParameters: { '404': { 'overwrite:statuscode': '410' } },
          },
        },
      ],
      authorizers: [
        { Name: 'tokens', JwtConfiguration: { Issuer: ISSUER, Audience: ['web'] } },
        { Name: 'door', EnableSimpleResponses: true, AuthorizerResultTtlInSeconds: 300 },
      ],
    });
    expect((await v2.getStages({ ApiId: api.ApiId })).Items).toEqual([]);
  });

  test('and serves calls once it has a stage', async () => {
    const { importing, v2, sandbox, calls } = await open();
    const open200 = {
      ...ORDERS,
      paths: { '/orders/{id}': { get: { 'x-amazon-apigateway-integration': backend } } },
    };
    const { ApiId } = await importing(open200, { Basepath: 'prepend' });
    await v2.createStage({ ApiId, StageName: '$default', AutoDeploy: true });
    const answer = await sandbox.handle(
      new Request(`https://${ApiId}.execute-api.us-east-1.amazonaws.com/shop/orders/7`),
    );
    expect(answer.status).toBe(410);
    expect(calls).toEqual([{ url: 'https://backend.example.com/orders/7', from: 'gateway' }]);
  });

  test('in the terminal, from a file', async () => {
    const { sandbox } = await open();
    const terminal = createTerminal({
      send: (request) => sandbox.handle(request),
      files: { 'orders.json': JSON.stringify(ORDERS) },
    });
    const { stdout } = await terminal.run(
      'aws apigatewayv2 import-api --body file://orders.json --query Name --output text',
    );
    expect(stdout).toBe('orders\n');
    const out = await terminal.run(
      'api=$(aws apigatewayv2 get-apis --query "Items[0].ApiId" --output text); aws apigatewayv2 export-api --api-id $api --output-type YAML --specification OAS30 out.yaml; grep title out.yaml',
    );
    expect(out.stdout).toBe('  title: orders\n');
  });

  test('what HTTP APIs do not know is told: as information, or as a warning that can be an error', async () => {
    const { importing, v2 } = await open();
    const document = {
      openapi: '3.0.1',
      info: { title: 'old', version: '1' },
      paths: {
        '/pets': {
          post: {
            requestBody: { content: {} },
            'x-amazon-apigateway-integration': { type: 'AWS', uri: FUNCTION },
          },
        },
      },
      components: { schemas: { Pet: { type: 'object' } } },
    };
    const warning =
      'The integration of POST /pets was left out: HTTP APIs support the types aws_proxy and http_proxy, not AWS.';
    expect(await importing(document)).toMatchObject({
      ImportInfo: [
        'components.schemas is not supported for HTTP APIs. It was ignored.',
        'requestBody of POST /pets is not supported for HTTP APIs. It was ignored.',
      ],
      Warnings: [warning],
    });
    expect(await refusalOf(importing(document, { FailOnWarnings: true }))).toMatchObject({
      code: 'BadRequestException',
      message: `Warnings found during import:\n\t${warning}`,
    });
    expect((await v2.getApis({})).Items).toHaveLength(1);
  });

  test.each<[string, object | string, string]>([
    [
      'Swagger 2.0',
      { swagger: '2.0', info: { title: 'x', version: '1' }, paths: {} },
      'Invalid OpenAPI input. HTTP APIs support only the OpenAPI 3.0 specification.',
    ],
    ['no document', '{', 'Invalid OpenAPI input. Unable to parse API definition: '],
    [
      'two ways to be authorized',
      {
        ...ORDERS,
        paths: { '/x': { get: { security: [{ tokens: [] }, { signed: [] }] } } },
      },
      'Unable to import: an operation can have one of IAM authorization, a Lambda authorizer, or a JWT authorizer.',
    ],
    [
      'an authorizer of another kind',
      {
        ...ORDERS,
        components: {
          securitySchemes: { old: { 'x-amazon-apigateway-authorizer': { type: 'token' } } },
        },
      },
      "Unable to create authorizer 'old': the type must be jwt or request.",
    ],
    [
      'credentials for every origin',
      {
        ...ORDERS,
        'x-amazon-apigateway-cors': { allowOrigins: ['*'], allowCredentials: true },
      },
      "allow-credentials is not supported if 'allow-origin' is *",
    ],
    [
      'a path that is none',
      { ...ORDERS, paths: { '/a{b': { get: {} } } },
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end",
    ],
  ])('%s makes nothing', async (_, document, message) => {
    const { importing, v2 } = await open();
    const refusal = await refusalOf(importing(document));
    expect([refusal.code, refusal.status]).toEqual(['BadRequestException', 400]);
    expect(refusal.message).toContain(message);
    expect((await v2.getApis({})).Items).toEqual([]);
  });
});

describe('an HTTP API becomes an OpenAPI document', () => {
  test('from which the same API can be made again', async () => {
    const world = await open();
    const { ApiId } = await world.importing(ORDERS);
    for (const OutputType of ['JSON', 'YAML']) {
      const again = await world.importing(await exported(world, ApiId, { OutputType }));
      expect(await world.partsOf(again.ApiId)).toEqual(await world.partsOf(ApiId));
      expect(again.CorsConfiguration).toEqual((await world.v2.getApi({ ApiId })).CorsConfiguration);
    }
  });

  test('of a stage, as it was deployed, or as it is now', async () => {
    const world = await open();
    const { v2 } = world;
    const { ApiId } = await world.importing(ORDERS);
    await v2.createStage({ ApiId, StageName: 'prod' });
    const { DeploymentId } = await v2.createDeployment({ ApiId, StageName: 'prod' });
    expect(DeploymentId).toBeDefined();
    await v2.createRoute({ ApiId, RouteKey: 'GET /new' });
    type Document = { servers: object[]; paths: Record<string, object> };
    const stage = parse(await exported(world, ApiId, { StageName: 'prod' })) as Document;
    expect(stage.servers).toEqual([
      {
        url: `https://${ApiId}.execute-api.us-east-1.amazonaws.com/{basePath}`,
        variables: { basePath: { default: 'prod' } },
      },
    ]);
    expect(Object.keys(stage.paths)).not.toContain('/new');
    const now = parse(await exported(world, ApiId)) as Document;
    expect(Object.keys(now.paths)).toContain('/new');
  });

  test('without extensions when nobody wants them', async () => {
    const world = await open();
    const { ApiId } = await world.importing(ORDERS);
    const text = await exported(world, ApiId, { IncludeExtensions: false });
    expect(text).not.toContain('x-amazon');
    expect((parse(text) as { paths: object }).paths).toEqual({
      '/orders/{id}': {
        parameters: [
          {
            name: 'id',
            in: 'path',
            description: 'Generated path parameter for id',
            required: true,
            schema: { type: 'string' },
          },
        ],
        get: {
          operationId: 'readOrder',
          responses: { default: { description: 'Default response for GET /orders/{id}' } },
          security: [{ tokens: ['orders/read'] }],
        },
        delete: {
          responses: { default: { description: 'Default response for DELETE /orders/{id}' } },
          security: [{ door: [] }],
        },
      },
    });
  });

  test('not as something else', async () => {
    const { v2, importing } = await open();
    const { ApiId } = await importing(ORDERS);
    const common = { ApiId, OutputType: 'JSON' };
    expect(await refusalOf(v2.exportApi({ ...common, Specification: 'swagger' }))).toMatchObject({
      message: 'Invalid specification specified: swagger. Must be OAS30',
    });
    expect(
      await refusalOf(v2.exportApi({ ...common, Specification: 'OAS30', StageName: 'none' })),
    ).toMatchObject({ status: 404, message: 'Invalid stage identifier specified' });
  });
});

describe('a document takes the place of an API', () => {
  test('routes, authorizers and CORS go, id and stages stay, and stages that deploy themselves follow', async () => {
    const { importing, v2, partsOf } = await open();
    const { ApiId } = await importing(ORDERS);
    await v2.createStage({ ApiId, StageName: '$default', AutoDeploy: true });
    const before = (await v2.getStage({ ApiId, StageName: '$default' })).DeploymentId;
    const smaller = {
      openapi: '3.0.1',
      info: { title: 'orders two', version: '2' },
      paths: { '/orders': { get: { 'x-amazon-apigateway-integration': backend } } },
    };
    const api = await v2.reimportApi({ ApiId, Body: JSON.stringify(smaller) });
    expect(api).toMatchObject({ ApiId, Name: 'orders two', Version: '2' });
    expect(api.CorsConfiguration).toBeUndefined();
    expect(await partsOf(ApiId)).toMatchObject({
      routes: [{ RouteKey: 'GET /orders' }],
      authorizers: [],
    });
    expect((await v2.getStage({ ApiId, StageName: '$default' })).DeploymentId).not.toBe(before);
  });

  test('a document that cannot be taken changes nothing', async () => {
    const { importing, v2, partsOf } = await open();
    const { ApiId } = await importing(ORDERS);
    const before = await partsOf(ApiId);
    const wrong = { ...ORDERS, paths: { ...ORDERS.paths, '/a{b': { get: {} } } };
    await refusalOf(v2.reimportApi({ ApiId, Body: JSON.stringify(wrong) }));
    expect(await partsOf(ApiId)).toEqual(before);
  });
});
