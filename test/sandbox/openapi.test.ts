import {
  CreateDeploymentCommand,
  CreateRestApiCommand,
  GetAuthorizersCommand,
  GetExportCommand,
  GetGatewayResponseCommand,
  GetMethodCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { describe, expect, test } from 'vitest';
import { openSandbox, refusalOf } from './support.ts';

const ORDERS = {
  openapi: '3.0.1',
  info: { title: 'orders', version: '1.2', description: 'Orders of a shop' },
  servers: [{ url: 'https://api.example.com/shop/v1' }],
  'x-amazon-apigateway-binary-media-types': ['image/png'],
  'x-amazon-apigateway-api-key-source': 'HEADER',
  'x-amazon-apigateway-request-validators': {
    body: { validateRequestBody: true, validateRequestParameters: false },
  },
  'x-amazon-apigateway-gateway-responses': {
    DEFAULT_4XX: {
      responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
    },
  },
  paths: {
    '/orders': {
      post: {
        operationId: 'CreateOrder',
        'x-amazon-apigateway-request-validator': 'body',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
        },
        responses: {
          '200': {
            description: 'made',
            headers: { 'x-made': { schema: { type: 'string' } } },
            content: {},
          },
        },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: {
            default: {
              statusCode: '200',
              responseParameters: { 'method.response.header.x-made': "'yes'" },
              responseTemplates: { 'application/json': '{"made": true}' },
            },
          },
        },
      },
    },
    '/orders/{id}': {
      get: {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'full', in: 'query', schema: { type: 'string' } },
        ],
        security: [{ api_key: [] }, { tokens: [] }],
        responses: { '200': { description: 'one' } },
        'x-amazon-apigateway-integration': {
          type: 'http_proxy',
          httpMethod: 'GET',
          uri: 'https://backend.example.com/orders/{id}',
          requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
          passthroughBehavior: 'when_no_match',
        },
      },
      'x-amazon-apigateway-any-method': {
        responses: {},
        security: [{ sigv4: [] }],
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
        },
      },
    },
  },
  components: {
    schemas: {
      Order: { type: 'object', required: ['item'], properties: { item: { type: 'string' } } },
    },
    securitySchemes: {
      api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
      sigv4: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'awsSigv4',
      },
      tokens: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': {
          type: 'token',
          authorizerUri:
            'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:auth/invocations',
          authorizerResultTtlInSeconds: 60,
        },
      },
    },
  },
};

const bytes = (document: unknown) =>
  new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document));

async function open() {
  const made = await openSandbox();
  const client = made.apigateway();
  const pathsOf = async (restApiId: string) => {
    const { items = [] } = await client.send(new GetResourcesCommand({ restApiId }));
    return items.map(({ path }) => path);
  };
  const resourceId = async (restApiId: string, path: string) => {
    const { items = [] } = await client.send(new GetResourcesCommand({ restApiId }));
    return items.find((one) => one.path === path)?.id ?? '';
  };
  return {
    ...made,
    client,
    pathsOf,
    imported: async (document: unknown = ORDERS, parameters?: Record<string, string>) => {
      const { id = '' } = await client.send(
        new ImportRestApiCommand({ body: bytes(document), ...(parameters && { parameters }) }),
      );
      return id;
    },
    method: async (restApiId: string, path: string, httpMethod: string) => {
      const id = await resourceId(restApiId, path);
      return client.send(new GetMethodCommand({ restApiId, resourceId: id, httpMethod }));
    },
    exported: async (
      restApiId: string,
      parameters: Record<string, string> = {},
      type = 'oas30',
    ) => {
      await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
      const answer = await client.send(
        new GetExportCommand({ restApiId, stageName: 'dev', exportType: type, parameters }),
      );
      return { ...answer, text: new TextDecoder().decode(answer.body) };
    },
  };
}

describe('an OpenAPI document becomes an API', () => {
  test('with its settings, paths, methods, authorizers, validators and gateway responses', async () => {
    const { client, imported, method, pathsOf } = await open();
    const id = await imported();
    expect(await pathsOf(id)).toEqual(['/', '/orders', '/orders/{id}']);
    expect(await method(id, '/orders', 'POST')).toMatchObject({
      operationName: 'CreateOrder',
      authorizationType: 'NONE',
      requestModels: { 'application/json': 'Order' },
      methodIntegration: { type: 'MOCK' },
    });
    const { items: [authorizer] = [] } = await client.send(
      new GetAuthorizersCommand({ restApiId: id }),
    );
    expect(authorizer).toMatchObject({
      name: 'tokens',
      type: 'TOKEN',
      identitySource: 'method.request.header.Authorization',
    });
    expect(await method(id, '/orders/{id}', 'GET')).toMatchObject({
      authorizationType: 'CUSTOM',
      authorizerId: authorizer?.id,
      apiKeyRequired: true,
      requestParameters: {
        'method.request.path.id': true,
        'method.request.querystring.full': false,
      },
      methodIntegration: { type: 'HTTP_PROXY', uri: 'https://backend.example.com/orders/{id}' },
    });
    expect((await method(id, '/orders/{id}', 'ANY')).authorizationType).toBe('AWS_IAM');
    const response = await client.send(
      new GetGatewayResponseCommand({ restApiId: id, responseType: 'DEFAULT_4XX' }),
    );
    expect(response.responseParameters).toEqual({
      'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
    });
  });

  test('and it answers once it is deployed, request validation included', async () => {
    const { client, imported, url } = await open();
    const restApiId = await imported();
    await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
    const post = (body: string) =>
      fetch(`${url}/_sandbox/invoke/${restApiId}/dev/orders`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    const fine = await post('{"item":"tea"}');
    expect([fine.status, await fine.text(), fine.headers.get('x-made')]).toEqual([
      200,
      '{"made": true}',
      'yes',
    ]);
    const bad = await post('{}');
    expect([bad.status, await bad.text()]).toEqual([400, '{"message":"Invalid request body"}']);
  });

  test('in YAML and Swagger 2.0 too', async () => {
    const { imported, method } = await open();
    const id = await imported(`
swagger: '2.0'
info: { title: pets, version: '1' }
paths:
  /pets:
    get:
      parameters:
        - { name: type, in: query, required: true, type: string }
      responses: { '200': { description: all } }
      x-amazon-apigateway-integration:
        type: http
        httpMethod: GET
        uri: http://example.com/pets
        responses: { default: { statusCode: '200' } }
`);
    expect(await method(id, '/pets', 'GET')).toMatchObject({
      requestParameters: { 'method.request.querystring.type': true },
      methodIntegration: { type: 'HTTP', integrationResponses: { '200': { statusCode: '200' } } },
    });
  });

  test.each([
    ['ignore', '/orders'],
    ['prepend', '/shop/v1/orders'],
    ['split', '/v1/orders'],
  ])('with basepath %s its path is %s', async (basepath, path) => {
    const { imported, pathsOf } = await open();
    expect(await pathsOf(await imported(ORDERS, { basepath }))).toContain(path);
  });

  test.each([
    ['what is no JSON', '{"openapi": '],
    ['what is no object', 'just words'],
    ['an older version', '{"openapi": "2.0"}'],
  ])('is refused for %s, and no API is left', async (_, text) => {
    const { client } = await open();
    const refusal = await refusalOf(client.send(new ImportRestApiCommand({ body: bytes(text) })));
    expect(refusal).toMatchObject({ code: 'BadRequestException', status: 400 });
    expect(refusal.message).toMatch(/^Invalid OpenAPI input\. Unable to parse API definition: /);
    expect((await client.send(new GetRestApisCommand({}))).items ?? []).toEqual([]);
  });

  test('a warning is told, and is an error with failOnWarnings: nothing is left then', async () => {
    const { client } = await open();
    const document = {
      ...ORDERS,
      components: {
        ...ORDERS.components,
        schemas: { ...ORDERS.components.schemas, 'not-a-name': {} },
      },
    };
    const refusal = await refusalOf(
      client.send(new ImportRestApiCommand({ body: bytes(document), failOnWarnings: true })),
    );
    expect(refusal.message).toBe(
      'Warnings found during import: Model name must be alphanumeric: not-a-name. It was left out.',
    );
    expect((await client.send(new GetRestApisCommand({}))).items ?? []).toEqual([]);
    const { warnings } = await client.send(new ImportRestApiCommand({ body: bytes(document) }));
    expect(warnings).toEqual(['Model name must be alphanumeric: not-a-name. It was left out.']);
  });
});

describe('PutRestApi', () => {
  const HEALTH = {
    openapi: '3.0.1',
    info: { title: 'orders', version: '2' },
    paths: { '/health': { get: { responses: { '200': { description: 'fine' } } } } },
  };

  test('merge keeps what the document does not name, overwrite drops it', async () => {
    const { client, imported, pathsOf } = await open();
    const restApiId = await imported();
    const put = (mode: 'merge' | 'overwrite') =>
      client.send(new PutRestApiCommand({ restApiId, mode, body: bytes(HEALTH) }));
    expect((await put('merge')).version).toBe('2');
    expect(await pathsOf(restApiId)).toEqual(['/', '/health', '/orders', '/orders/{id}']);
    await put('overwrite');
    expect(await pathsOf(restApiId)).toEqual(['/', '/health']);
  });

  test('an error in the middle leaves the API as it was', async () => {
    const { client, imported, pathsOf } = await open();
    const restApiId = await imported();
    const broken = {
      ...HEALTH,
      paths: {
        ...HEALTH.paths,
        '/x': { get: { responses: {}, 'x-amazon-apigateway-integration': { type: 'http' } } },
      },
    };
    const refusal = await refusalOf(
      client.send(new PutRestApiCommand({ restApiId, mode: 'overwrite', body: bytes(broken) })),
    );
    expect(refusal.status).toBe(400);
    expect(await pathsOf(restApiId)).toEqual(['/', '/orders', '/orders/{id}']);
  });
});

describe('GetExport', () => {
  test('gives a document that makes the same API again', async () => {
    const { exported, imported } = await open();
    const first = await exported(await imported(), { extensions: 'apigateway' });
    const again = await exported(await imported(first.text), { extensions: 'apigateway' });
    const plain = (text: string) => text.replaceAll(/https:\/\/\w+\.execute-api/g, '');
    expect(plain(again.text)).toBe(plain(first.text));
    expect(first.contentDisposition).toBe('attachment; filename="oas30_1.2.json"');
    expect(first.text).toContain('x-amazon-apigateway-any-method');
  });

  test('without extensions has no integrations; as Swagger it has host and basePath', async () => {
    const { exported, imported } = await open();
    const id = await imported();
    const { text } = await exported(id, {}, 'swagger');
    expect(text).not.toContain('x-amazon-apigateway-integration');
    expect(JSON.parse(text)).toMatchObject({
      swagger: '2.0',
      host: `${id}.execute-api.us-east-1.amazonaws.com`,
      basePath: '/dev',
    });
  });

  test('of a stage that is not there is refused', async () => {
    const { client } = await open();
    const { id: restApiId } = await client.send(new CreateRestApiCommand({ name: 'empty' }));
    const refusal = await refusalOf(
      client.send(new GetExportCommand({ restApiId, stageName: 'dev', exportType: 'oas30' })),
    );
    expect(refusal).toMatchObject({
      code: 'NotFoundException',
      message: 'Invalid stage identifier specified',
    });
  });
});

test('a JWT authorizer survives an export and an import', async () => {
  const { apigateway } = await openSandbox();
  const client = apigateway();
  const configuration = {
    defaultAlgorithms: ['RS256'],
    issuers: [
      {
        issuer: 'https://shop.example.com',
        audiences: ['web'],
        additionalClaims: [
          { claimName: 'tier', format: 'STRING', expectedValues: ['gold'], required: true },
        ],
      },
    ],
  };
  const document = {
    openapi: '3.0.1',
    info: { title: 'tokens', version: '1' },
    paths: {
      '/orders': {
        get: {
          security: [{ tokens: ['orders:read'] }],
          responses: {},
          'x-amazon-apigateway-integration': { type: 'mock' },
        },
      },
    },
    components: {
      securitySchemes: {
        tokens: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          'x-amazon-apigateway-authorizer': { type: 'jwt', jwtConfiguration: configuration },
        },
      },
    },
  };
  const importing = (text: string) =>
    client.send(new ImportRestApiCommand({ body: new TextEncoder().encode(text) }));
  const { id: restApiId = '' } = await importing(JSON.stringify(document));
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
  const { body } = await client.send(
    new GetExportCommand({
      restApiId,
      stageName: 'prod',
      exportType: 'oas30',
      parameters: { extensions: 'apigateway' },
    }),
  );
  const again = await importing(new TextDecoder().decode(body));
  for (const id of [restApiId, again.id]) {
    const { items = [] } = await client.send(new GetAuthorizersCommand({ restApiId: id }));
    // The SDK's types do not know the configuration yet; its answers carry what was sent.
    expect(items).toMatchObject([{ name: 'tokens', type: 'JWT', authType: 'jwt' }]);
    const resources = await client.send(
      new GetResourcesCommand({ restApiId: id, embed: ['methods'] }),
    );
    const orders = resources.items?.find(({ path }) => path === '/orders');
    expect(orders?.resourceMethods?.['GET']).toMatchObject({
      authorizationType: 'JWT',
      authorizationScopes: ['orders:read'],
      authorizerId: items[0]?.id,
    });
  }
  expect(JSON.parse(new TextDecoder().decode(body))).toMatchObject({
    components: {
      securitySchemes: {
        tokens: {
          'x-amazon-apigateway-authorizer': { type: 'jwt', jwtConfiguration: configuration },
        },
      },
    },
  });
});
