import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseAuthorizer } from '../../src/ui/islands/figures/authorizer.ts';
import { cacheOutcome } from '../../src/ui/islands/figures/cache.ts';
import { canaryCalls } from '../../src/ui/islands/figures/canary.ts';
import { sumOf, tierOutcome } from '../../src/ui/islands/figures/plan-tiers.ts';
import { runBucket, type BucketSettings } from '../../src/ui/islands/figures/token-bucket.ts';

describe('the token bucket', () => {
  const settings = (given: Partial<BucketSettings> = {}): BucketSettings => ({
    rate: 5,
    burst: 10,
    clients: 1,
    perClient: 5,
    pattern: 'steady',
    owner: 'each',
    ...given,
  });
  const sums = (given: Partial<BucketSettings>) =>
    runBucket(settings(given)).reduce(
      (sum, { passed, refused }) => ({
        passed: sum.passed + passed,
        refused: sum.refused + refused,
      }),
      { passed: 0, refused: 0 },
    );

  test('lets a client pass that keeps to the rate', () => {
    expect(sums({ perClient: 5 })).toEqual({ passed: 50, refused: 0 });
  });

  test('refuses a faster client once the stock is used up, and not before', () => {
    const refused = runBucket(settings({ perClient: 7 })).map((second) => second.refused);
    expect(refused.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(refused.slice(5).every((count) => count === 2)).toBe(true);
  });

  test('lets as many of a wave pass as the burst says', () => {
    const [first] = runBucket(settings({ pattern: 'waves', perClient: 5 }));
    expect(first).toEqual({ passed: 10, refused: 15 });
  });

  test('gives each client a bucket of its own, or all of them one', () => {
    expect(sums({ clients: 3 }).refused).toBe(0);
    expect(sums({ clients: 3, owner: 'all' }).refused).toBeGreaterThan(80);
  });

  test('never lets more pass than burst plus what drips in, per bucket', () => {
    fc.assert(
      fc.property(
        fc.record({
          rate: fc.integer({ min: 1, max: 20 }),
          burst: fc.integer({ min: 1, max: 40 }),
          clients: fc.integer({ min: 1, max: 5 }),
          perClient: fc.integer({ min: 1, max: 20 }),
          pattern: fc.constantFrom('steady', 'waves'),
          owner: fc.constantFrom('each', 'all'),
        }),
        (given) => {
          const buckets = given.owner === 'each' ? given.clients : 1;
          expect(sums(given).passed).toBeLessThanOrEqual(buckets * (given.burst + given.rate * 10));
          expect(sums(given).passed + sums(given).refused).toBe(
            given.clients * given.perClient * 10,
          );
        },
      ),
    );
  });
});

describe('the cache', () => {
  const settings = {
    callsPerMinute: 600,
    keys: 100,
    ttl: 300,
    backendPerMillion: 5,
    cachePerHour: 0.02,
  };

  test('misses once for each key and TTL', () => {
    // 6 calls a minute and key, so 30 within the TTL: one miss for 30 hits.
    expect(cacheOutcome(settings).hitRatio).toBeCloseTo(30 / 31);
  });

  test('answers nothing with a TTL of zero, and is paid for all the same', () => {
    const { hitRatio, backendCost, costWithout, cacheCost } = cacheOutcome({ ...settings, ttl: 0 });
    expect(hitRatio).toBe(0);
    expect(backendCost).toBe(costWithout);
    expect(cacheCost).toBeCloseTo(14.6);
  });

  test('answers less when the key says more', () => {
    const ratio = (keys: number) => cacheOutcome({ ...settings, keys }).hitRatio;
    expect(ratio(5000)).toBeLessThan(ratio(100));
  });
});

describe('the canary', () => {
  const share = (percent: number) => {
    const calls = canaryCalls(percent, 0, 50, 50).flat();
    return calls.filter(({ isCanary }) => isCanary).length / calls.length;
  };

  test.each([0, 10, 50, 100])('gets about %i percent of the calls', (percent) => {
    expect(Math.abs(share(percent) - percent / 100)).toBeLessThan(0.03);
  });

  test('keeps its calls when the share grows', () => {
    const few = canaryCalls(10, 0).flat();
    const many = canaryCalls(40, 0).flat();
    expect(few.filter(({ isCanary }, nth) => isCanary && !many[nth]?.isCanary)).toEqual([]);
  });

  test('fails in the canary alone', () => {
    const calls = canaryCalls(50, 100).flat();
    expect(calls.every(({ isCanary, hasFailed }) => isCanary === hasFailed)).toBe(true);
  });
});

describe('tiers', () => {
  const settings = {
    free: 20,
    freeSends: 150,
    freeRate: 100,
    premium: 4,
    premiumSends: 800,
    premiumRate: 1000,
    methodRate: 4000,
    others: 2000,
    accountRate: 10_000,
  };

  test('are cut by the plan customer by customer, and by the method all together', () => {
    const { sent, afterPlan, afterMethod } = tierOutcome(settings);
    expect(sent).toEqual({ free: 3000, premium: 3200 });
    expect(afterPlan).toEqual({ free: 2000, premium: 3200 });
    expect(sumOf(afterMethod)).toBeCloseTo(4000);
  });

  test('share the account with its other APIs', () => {
    const { afterAccount } = tierOutcome({ ...settings, others: 16_000 });
    expect(sumOf(afterAccount)).toBeCloseTo(2000);
  });
});

describe('the choice of an authorizer', () => {
  test.each([
    ['rest', 'aws', false, 'iam'],
    ['rest', 'cognito', false, 'cognito'],
    ['http', 'cognito', false, 'jwt'],
    ['rest', 'oidc', false, 'jwt'],
    ['websocket', 'cognito', false, 'lambda'],
    ['websocket', 'aws', false, 'iam'],
    ['http', 'other', false, 'lambda'],
    ['rest', 'cognito', true, 'lambda'],
  ] as const)('%s API, %s, code needed %s: %s', (api, brings, needsLogic, wanted) => {
    expect(chooseAuthorizer({ api, brings, needsLogic })).toBe(wanted);
  });
});
