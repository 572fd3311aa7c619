import { describe, expect, test } from 'vitest';
import type { Integration, MethodSetting } from '../../../src/sandbox/services/apigateway/state.ts';
import { method, mockIntegration, setting, worldOf } from './support.ts';

const template = { 'application/json': '$context.requestId' };
function cached(
  methodSettings: Record<string, MethodSetting>,
  integration: Partial<Integration> = {},
) {
  const methodIntegration = mockIntegration({
    integrationResponses: { '200': { statusCode: '200', responseTemplates: template } },
    ...integration,
  });
  const world = worldOf(
    {
      '/items': {
        GET: method({ methodIntegration }),
        POST: method({ httpMethod: 'POST', methodIntegration }),
      },
    },
    { stage: { cacheClusterEnabled: true, cacheClusterStatus: 'AVAILABLE', methodSettings } },
  );
  const text = async (target: string, headers: Record<string, string> = {}) =>
    (await world.call(target, { headers })).text();
  return { ...world, text };
}
const on = (overrides: Partial<MethodSetting> = {}) =>
  setting({ cachingEnabled: true, ...overrides });

describe('the stage cache', () => {
  test('answers again without asking the backend until the time to live is over', async () => {
    const { text, clock } = cached({ '*/*': on({ cacheTtlInSeconds: 60 }) });
    const first = await text('GET /items');
    clock.pass(59_999);
    expect(await text('GET /items')).toBe(first);
    clock.pass(1);
    expect(await text('GET /items')).not.toBe(first);
  });

  test('by default keeps GET only; a method setting of its own adds others', async () => {
    const byDefault = cached({ '*/*': on() });
    expect(await byDefault.text('POST /items')).not.toBe(await byDefault.text('POST /items'));
    const own = cached({ 'items/POST': on() });
    expect(await own.text('POST /items')).toBe(await own.text('POST /items'));
  });

  test.each([
    ['is off', { '*/*': setting() }],
    ['has a time to live of 0', { '*/*': on({ cacheTtlInSeconds: 0 }) }],
    ['is overridden by the method', { '*/*': on(), 'items/GET': setting() }],
  ])('keeps nothing when it %s', async (_, settings) => {
    const { text } = cached(settings);
    expect(await text('GET /items')).not.toBe(await text('GET /items'));
  });

  test('keeps nothing while the stage has no cache cluster', async () => {
    const world = cached({ '*/*': on() });
    world.record.stages['dev']!.cacheClusterEnabled = false;
    expect(await world.text('GET /items')).not.toBe(await world.text('GET /items'));
  });

  test('ignores parameters that are not cache keys', async () => {
    const { text } = cached({ '*/*': on() });
    expect(await text('GET /items?page=1')).toBe(await text('GET /items?page=2'));
  });

  test('keeps one answer per value of a cache key', async () => {
    const { text } = cached(
      { '*/*': on() },
      { cacheKeyParameters: ['method.request.querystring.page', 'method.request.header.X-Tenant'] },
    );
    const first = await text('GET /items?page=1');
    expect(await text('GET /items?page=1&other=2')).toBe(first);
    expect(await text('GET /items?page=2')).not.toBe(first);
    expect(await text('GET /items?page=1', { 'x-tenant': 'b' })).not.toBe(first);
  });

  test('forgets everything when it is flushed', async () => {
    const world = cached({ '*/*': on() });
    const first = await world.text('GET /items');
    world.record.stages['dev']!.cacheFlushes = 1;
    expect(await world.text('GET /items')).not.toBe(first);
  });

  test('does not keep errors', async () => {
    const { text } = cached(
      { '*/*': on() },
      {
        requestTemplates: { 'application/json': '{"statusCode": 404}' },
        integrationResponses: { '404': { statusCode: '404', responseTemplates: template } },
      },
    );
    expect(await text('GET /items')).not.toBe(await text('GET /items'));
  });
});

describe('Cache-Control: max-age=0', () => {
  const refresh = { 'cache-control': 'max-age=0' };

  test('drops the entry when anyone may', async () => {
    const { text } = cached({ '*/*': on({ requireAuthorizationForCacheControl: false }) });
    const first = await text('GET /items');
    const second = await text('GET /items', refresh);
    expect(second).not.toBe(first);
    expect(await text('GET /items')).toBe(second);
  });

  test('from a caller who may not is ignored with a warning, ignored silently, or refused', async () => {
    const outcomes = [];
    for (const unauthorizedCacheControlHeaderStrategy of [
      'SUCCEED_WITH_RESPONSE_HEADER',
      'SUCCEED_WITHOUT_RESPONSE_HEADER',
      'FAIL_WITH_403',
    ]) {
      const world = cached({ '*/*': on({ unauthorizedCacheControlHeaderStrategy }) });
      const first = await world.text('GET /items');
      const answer = await world.call('GET /items', { headers: refresh });
      outcomes.push([
        answer.status,
        answer.headers.get('warning'),
        (await answer.text()) === first,
      ]);
    }
    expect(outcomes).toEqual([
      [200, '199 Cache-control headers were ignored because the caller was unauthorized.', true],
      [200, null, true],
      [403, null, false],
    ]);
  });
});
