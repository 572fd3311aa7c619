import { describe, expect, test } from 'vitest';
import { ACCOUNT, grant, KEY_HEADER, method, worldOf } from './support.ts';

const ARN = 'arn:aws:logs:us-east-1:123456789012:log-group:apigw-access';

describe('access logs and metrics', () => {
  test("the access log holds one line per request in the stage's format", async () => {
    const format =
      '$context.httpMethod $context.resourcePath $context.status $context.responseLength $context.integration.status $context.error.message $context.identity.apiKeyId';
    const world = worldOf(
      { '/items': { GET: method({ apiKeyRequired: true }) } },
      { stage: { accessLogSettings: { destinationArn: ARN, format } } },
    );
    grant(world.state);
    await world.call('GET /items', { headers: KEY_HEADER });
    await world.call('GET /items');
    expect(world.gateway.accessLogs(ACCOUNT, 10).map(({ line }) => line)).toEqual([
      'GET /items 403 23 - Forbidden -',
      'GET /items 200 19 200 - key1',
    ]);
    expect(world.gateway.accessLogs(ACCOUNT, 1)[0]).toMatchObject({
      destinationArn: ARN,
      stage: 'dev',
      apiId: 'api1',
    });
  });

  test('metrics carry the names of AWS/ApiGateway', async () => {
    const world = worldOf({ '/items': { GET: method({ apiKeyRequired: true }) } });
    await world.call('GET /items');
    expect(world.gateway.metrics(ACCOUNT, 1)).toEqual([
      {
        apiName: 'shop',
        stage: 'dev',
        resource: '/items',
        method: 'GET',
        isDetailed: false,
        values: {
          Count: 1,
          '4XXError': 1,
          '5XXError': 0,
          CacheHitCount: 0,
          CacheMissCount: 0,
          Latency: 0,
          IntegrationLatency: null,
        },
        atMs: world.clock.now(),
      },
    ]);
  });

  test('nothing is logged for a stage without access log settings', async () => {
    const world = worldOf({ '/items': { GET: method() } });
    await world.call('GET /items');
    expect(world.gateway.accessLogs(ACCOUNT, 10)).toEqual([]);
  });
});
