import { describe, expect, test } from 'vitest';
import type { TestInvocation } from '../../../src/sandbox/gateway/index.ts';
import { ACCOUNT, method, mockIntegration, worldOf } from './support.ts';

/** The API's live resources differ from what was deployed: nothing was. */
function live(overrides: Parameters<typeof method>[0] = {}) {
  const world = worldOf({});
  world.record.resources['r1'] = {
    id: 'r1',
    path: '/pets/{id}',
    resourceMethods: { GET: method(overrides), POST: method({ httpMethod: 'POST', ...overrides }) },
  };
  const found = { account: ACCOUNT, region: 'us-east-1', state: world.state };
  return (invocation: Partial<TestInvocation> = {}) =>
    world.gateway.testInvokeMethod(found, 'api1', {
      resourceId: 'r1',
      httpMethod: 'GET',
      ...invocation,
    });
}

const echo = mockIntegration({
  integrationResponses: {
    '200': {
      statusCode: '200',
      responseTemplates: {
        'application/json':
          "$input.params('id') $input.params('x') $stageVariables.env $context.stage",
      },
    },
  },
});

describe('test-invoke-method', () => {
  test('runs the method that was never deployed, without key or throttle', async () => {
    const result = await live({
      methodIntegration: echo,
      apiKeyRequired: true,
      authorizationType: 'AWS_IAM',
    })({
      pathWithQueryString: '/pets/7?x=1',
      stageVariables: { env: 'test' },
    });
    expect(result).toMatchObject({
      status: 200,
      body: '7 1 test test-invoke-stage',
      headers: { 'content-type': 'application/json' },
      multiValueHeaders: { 'content-type': ['application/json'] },
      latency: 0,
    });
  });

  test('its log tells what happened, event by event', async () => {
    const result = await live()({
      pathWithQueryString: '/pets/7?x=1',
      headers: { 'x-tenant': 'acme' },
    });
    const [first, ...events] = (result?.log ?? '').trimEnd().split('\n');
    expect(first).toMatch(/^Execution log for request [0-9a-f-]{36}$/);
    expect(events.map((event) => event.replace(/[0-9a-f-]{36}/, '<id>'))).toEqual([
      'Mon Nov 23 12:00:00 UTC 2026 : Starting execution for request: <id>',
      'Mon Nov 23 12:00:00 UTC 2026 : HTTP Method: GET, Resource Path: /pets/{id}',
      'Mon Nov 23 12:00:00 UTC 2026 : Method request path: {id=7}',
      'Mon Nov 23 12:00:00 UTC 2026 : Method request query string: {x=1}',
      'Mon Nov 23 12:00:00 UTC 2026 : Method request headers: {x-tenant=acme}',
      'Mon Nov 23 12:00:00 UTC 2026 : Method request body before transformations: ',
      'Mon Nov 23 12:00:00 UTC 2026 : Endpoint request URI: ',
      'Mon Nov 23 12:00:00 UTC 2026 : Endpoint request body after transformations: {"statusCode": 200}',
      'Mon Nov 23 12:00:00 UTC 2026 : Endpoint response headers: {}',
      'Mon Nov 23 12:00:00 UTC 2026 : Endpoint response body before transformations: ',
      'Mon Nov 23 12:00:00 UTC 2026 : Method response body after transformations: {"message":"hello"}',
      'Mon Nov 23 12:00:00 UTC 2026 : Method response headers: {content-type=application/json}',
      'Mon Nov 23 12:00:00 UTC 2026 : Successfully completed execution',
      'Mon Nov 23 12:00:00 UTC 2026 : Method completed with status: 200',
    ]);
  });

  test('a failure is an answer, and the log says why', async () => {
    const result = await live({
      methodIntegration: mockIntegration({ requestTemplates: { 'application/json': '#if(' } }),
    })();
    expect(result?.status).toBe(500);
    expect(result?.log).toContain(
      'Execution failed: The request template for application/json failed. The template is not valid Velocity: a value is missing at line 1, column 5.',
    );
    expect(result?.log).toContain('Method completed with status: 500');
  });

  test('a method that is not there is none', async () => {
    expect(await live()({ httpMethod: 'DELETE' })).toBeUndefined();
    expect(await live()({ resourceId: 'other' })).toBeUndefined();
  });
});
