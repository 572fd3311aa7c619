import { describe, expect, test } from 'vitest';
import { periodStart, quotaState } from '../../../src/sandbox/gateway/usage.ts';
import { grant, KEY_HEADER, method, START, worldOf } from './support.ts';

const DAY = 86_400_000;
const keyed = (period = 'DAY', limit = 2) => {
  const world = worldOf({ '/items': { GET: method({ apiKeyRequired: true }) } });
  grant(world.state, { quota: { limit, offset: 0, period } });
  return { ...world, get: () => world.call('GET /items', { headers: KEY_HEADER }) };
};

describe('a usage plan has a quota', () => {
  test('the call after the last one is 429 Limit Exceeded', async () => {
    const { get } = keyed();
    expect([(await get()).status, (await get()).status]).toEqual([200, 200]);
    const answer = await get();
    expect(answer.status).toBe(429);
    expect(await answer.text()).toBe('{"message":"Limit Exceeded"}');
    expect(answer.headers.get('x-amzn-errortype')).toBe('LimitExceededException');
  });

  test('the next period begins afresh', async () => {
    const { get, clock } = keyed();
    for (let call = 0; call < 3; call += 1) await get();
    clock.pass(DAY);
    expect((await get()).status).toBe(200);
  });

  test('calls are counted by key and UTC day for GetUsage', async () => {
    const { get, clock, state } = keyed('MONTH', 100);
    await get();
    await get();
    clock.pass(DAY);
    await get();
    expect(state.usage).toEqual({
      plan1: { key1: { days: { '2026-11-23': 2, '2026-11-24': 1 } } },
    });
  });

  test('calls that were refused are not counted', async () => {
    const { get, state } = keyed('DAY', 1);
    await get();
    await get();
    expect(state.usage['plan1']?.['key1']?.days).toEqual({ '2026-11-23': 1 });
  });

  test('what UpdateUsage granted counts instead of the limit until the period ends', async () => {
    const { get, state, clock } = keyed('DAY', 1);
    await get();
    state.usage['plan1'] = {
      key1: {
        days: { '2026-11-23': 1 },
        granted: { period: '2026-11-23', remaining: 1, usedBefore: 1 },
      },
    };
    expect([(await get()).status, (await get()).status]).toEqual([200, 429]);
    clock.pass(DAY);
    expect([(await get()).status, (await get()).status]).toEqual([200, 429]);
  });

  test('weeks begin on Sunday, months on the first', () => {
    expect(periodStart('DAY', START)).toBe('2026-11-23');
    expect(periodStart('WEEK', START)).toBe('2026-11-22');
    expect(periodStart('MONTH', START)).toBe('2026-11-01');
  });

  test('a plan without a quota has no limit', () => {
    const { state } = worldOf({});
    expect(
      quotaState(state, { id: 'p', name: 'Open', apiStages: [] }, 'key1', START),
    ).toBeUndefined();
  });
});
