import { describe, expect, test } from 'vitest';
import { ACCOUNT, grant, KEY_HEADER, method, setting, worldOf, type World } from './support.ts';

const keyed = () =>
  worldOf({ '/items': { GET: method({ apiKeyRequired: true }) }, '/free': { GET: method() } });

async function statuses(world: World, count: number, target = 'GET /items') {
  const seen: number[] = [];
  for (let call = 0; call < count; call += 1)
    seen.push((await world.call(target, { headers: KEY_HEADER })).status);
  return seen;
}

const limitThatRefused = (world: World) =>
  world.gateway.traces(ACCOUNT, 1)[0]?.steps.at(-1)?.values['limit'];

describe('throttling', () => {
  test('a burst beyond the usage plan is 429 Too Many Requests, and time heals it', async () => {
    const world = keyed();
    grant(world.state, { throttle: { rateLimit: 1, burstLimit: 2 } });
    expect(await statuses(world, 2)).toEqual([200, 200]);
    const answer = await world.call('GET /items', { headers: KEY_HEADER });
    expect(answer.status).toBe(429);
    expect(await answer.text()).toBe('{"message":"Too Many Requests"}');
    expect(answer.headers.get('x-amzn-errortype')).toBe('TooManyRequestsException');
    expect(limitThatRefused(world)).toBe('usage plan Free');
    world.clock.pass(1_000);
    expect(await statuses(world, 2)).toEqual([200, 429]);
  });

  test('throttled calls do not use up the quota', async () => {
    const world = keyed();
    grant(world.state, {
      throttle: { rateLimit: 1, burstLimit: 1 },
      quota: { limit: 10, offset: 0, period: 'DAY' },
    });
    await statuses(world, 5);
    expect(world.state.usage['plan1']?.['key1']?.days).toEqual({ '2026-11-23': 1 });
  });

  test('a plan limits each key on its own', async () => {
    const world = keyed();
    grant(world.state, { throttle: { rateLimit: 1, burstLimit: 1 } });
    world.state.apiKeys['key2'] = { ...world.state.apiKeys['key1']!, id: 'key2', value: 'second' };
    world.state.usagePlanKeys['plan1'] = ['key1', 'key2'];
    expect(await statuses(world, 2)).toEqual([200, 429]);
    expect((await world.call('GET /items', { headers: { 'x-api-key': 'second' } })).status).toBe(
      200,
    );
  });

  test('a plan may limit one method more tightly', async () => {
    const world = keyed();
    grant(world.state, {
      throttle: { rateLimit: 100, burstLimit: 100 },
      apiStages: [
        {
          apiId: 'api1',
          stage: 'dev',
          throttle: { '/items/GET': { rateLimit: 1, burstLimit: 1 } },
        },
      ],
    });
    expect(await statuses(world, 2)).toEqual([200, 429]);
    expect(limitThatRefused(world)).toBe('usage plan Free for GET /items');
  });

  test('the stage default counts for every method, each with its own bucket', async () => {
    const world = keyed();
    world.record.stages['dev']!.methodSettings['*/*'] = setting({
      throttlingRateLimit: 1,
      throttlingBurstLimit: 1,
    });
    grant(world.state);
    expect(await statuses(world, 2)).toEqual([200, 429]);
    expect(await statuses(world, 2, 'GET /free')).toEqual([200, 429]);
  });

  test.each(['items/GET', '~1items/GET', '/items/GET'])(
    'the method setting %s replaces the stage default',
    async (key) => {
      const world = keyed();
      const { methodSettings } = world.record.stages['dev']!;
      methodSettings['*/*'] = setting({ throttlingRateLimit: 1, throttlingBurstLimit: 1 });
      methodSettings[key] = setting({ throttlingRateLimit: 3, throttlingBurstLimit: 3 });
      grant(world.state);
      expect(await statuses(world, 4)).toEqual([200, 200, 200, 429]);
      expect(await statuses(world, 2, 'GET /free')).toEqual([200, 429]);
    },
  );

  test('the account limit holds for all APIs together', async () => {
    const world = keyed();
    world.state.account.throttleSettings = { rateLimit: 1, burstLimit: 3 };
    expect(await statuses(world, 4, 'GET /free')).toEqual([200, 200, 200, 429]);
    expect(limitThatRefused(world)).toBe('the account');
  });
});
