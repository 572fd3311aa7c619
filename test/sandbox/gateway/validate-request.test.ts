import { describe, expect, test } from 'vitest';
import type { DeploymentSnapshot, Method } from '../../../src/sandbox/services/apigateway/state.ts';
import { method, worldOf } from './support.ts';

const ORDER = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  required: ['sku', 'quantity'],
  properties: {
    sku: { type: 'string' },
    quantity: { type: 'integer', minimum: 0, exclusiveMinimum: true },
  },
};

function validating(
  flags: { body?: boolean; parameters?: boolean },
  overrides: Partial<Method>,
  models: Record<string, unknown> = { Order: ORDER },
) {
  const snapshot: Partial<DeploymentSnapshot> = {
    requestValidators: {
      v: {
        id: 'v',
        name: 'all',
        validateRequestBody: flags.body ?? false,
        validateRequestParameters: flags.parameters ?? false,
      },
    },
    models: Object.fromEntries(
      Object.entries(models).map(([name, schema]) => [
        name,
        {
          id: name,
          name,
          contentType: 'application/json',
          schema: typeof schema === 'string' ? schema : JSON.stringify(schema),
        },
      ]),
    ),
  };
  const validated = method({ requestValidatorId: 'v', ...overrides });
  return worldOf({ '/orders': { POST: validated } }, { snapshot });
}

const post = (
  world: ReturnType<typeof validating>,
  body: string,
  contentType = 'application/json',
  query = '',
) => world.call(`POST /orders${query}`, { body, headers: { 'content-type': contentType } });

describe('bodies are checked against their model', () => {
  const world = validating({ body: true }, { requestModels: { 'application/json': 'Order' } });

  test('a body that fits passes', async () => {
    expect((await post(world, '{"sku":"a","quantity":1}')).status).toBe(200);
  });

  test.each([
    '{}',
    '{"sku":"a"}',
    '{"sku":1,"quantity":1}',
    '{"sku":"a","quantity":0}',
    'no json',
    '',
  ])('%j is refused', async (body) => {
    const answer = await post(world, body);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toBe('{"message":"Invalid request body"}');
    expect(answer.headers.get('x-amzn-errortype')).toBe('BadRequestException');
  });

  test('a content type without a model is not checked', async () => {
    const other = validating({ body: true }, { requestModels: { 'application/xml': 'Order' } });
    expect((await post(other, '{}')).status).toBe(200);
  });

  test('$default is the model for every content type', async () => {
    const any = validating({ body: true }, { requestModels: { $default: 'Order' } });
    expect((await post(any, '{}', 'text/plain')).status).toBe(400);
  });

  test('models may refer to each other by their URL', async () => {
    const models = {
      Order: {
        type: 'array',
        items: { $ref: 'https://apigateway.amazonaws.com/restapis/api1/models/Line' },
      },
      Line: { type: 'object', required: ['sku'] },
    };
    const nested = validating(
      { body: true },
      { requestModels: { 'application/json': 'Order' } },
      models,
    );
    expect((await post(nested, '[{"sku":"a"}]')).status).toBe(200);
    expect((await post(nested, '[{}]')).status).toBe(400);
  });

  test('a model that is no schema refuses the body instead of failing', async () => {
    const broken = validating(
      { body: true },
      { requestModels: { 'application/json': 'Order' } },
      { Order: '{"type":"nothing"}' },
    );
    expect((await post(broken, '{}')).status).toBe(400);
    const unreadable = validating(
      { body: true },
      { requestModels: { 'application/json': 'Order' } },
      { Order: 'not json' },
    );
    expect((await post(unreadable, '{}')).status).toBe(400);
  });

  test('the gateway response may tell what is wrong', async () => {
    const told = validating({ body: true }, { requestModels: { 'application/json': 'Order' } });
    const deployed = told.record.deployments['dep1'];
    deployed!.snapshot.gatewayResponses['BAD_REQUEST_BODY'] = {
      responseType: 'BAD_REQUEST_BODY',
      defaultResponse: false,
      responseTemplates: { 'application/json': '{"why":"$context.error.validationErrorString"}' },
    };
    expect(await (await post(told, '{"sku":"a"}')).text()).toBe(
      '{"why":"[object must have required property "quantity"]"}',
    );
  });
});

describe('required parameters are checked', () => {
  const world = validating(
    { parameters: true },
    {
      requestParameters: {
        'method.request.querystring.size': true,
        'method.request.header.X-Tenant': true,
        'method.request.querystring.page': false,
      },
    },
  );

  test('every missing one is named', async () => {
    const answer = await post(world, '');
    expect(answer.status).toBe(400);
    expect(await answer.text()).toBe(
      '{"message":"Missing required request parameters: [size, X-Tenant]"}',
    );
  });

  test('a blank one is missing', async () => {
    const answer = await world.call('POST /orders?size=', { headers: { 'x-tenant': 'a' } });
    expect(await answer.text()).toBe('{"message":"Missing required request parameters: [size]"}');
  });

  test('their types are not looked at', async () => {
    expect(
      (await world.call('POST /orders?size=large', { headers: { 'x-tenant': 'a' } })).status,
    ).toBe(200);
  });
});
