import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTokenBuckets, type Limit } from '../../../src/sandbox/gateway/token-buckets.ts';
import { movableClock } from './support.ts';

const limit = (overrides: Partial<Limit> = {}): Limit => ({
  key: 'a',
  name: 'a',
  ratePerSecond: 2,
  burst: 3,
  ...overrides,
});

describe('a token bucket', () => {
  test('lets a burst through, then refuses', () => {
    const buckets = createTokenBuckets(movableClock());
    const refusals = [1, 2, 3, 4].map(() => buckets.take([limit()])?.name);
    expect(refusals).toEqual([undefined, undefined, undefined, 'a']);
  });

  test('refills at its rate and never beyond its burst', () => {
    const clock = movableClock();
    const buckets = createTokenBuckets(clock);
    for (let call = 0; call < 3; call += 1) buckets.take([limit()]);
    clock.pass(499);
    expect(buckets.take([limit()])).toBeDefined();
    clock.pass(1);
    expect(buckets.take([limit()])).toBeUndefined();
    clock.pass(3_600_000);
    expect([1, 2, 3, 4].filter(() => buckets.take([limit()]) === undefined)).toHaveLength(3);
  });

  test('a refusal takes nothing from the other buckets', () => {
    const buckets = createTokenBuckets(movableClock());
    const wide = limit({ key: 'wide', burst: 2 });
    const empty = limit({ key: 'empty', burst: 0 });
    for (let call = 0; call < 5; call += 1) expect(buckets.take([wide, empty])?.key).toBe('empty');
    expect(buckets.take([wide])).toBeUndefined();
    expect(buckets.take([wide])).toBeUndefined();
    expect(buckets.take([wide])).toBeDefined();
  });

  test('a raised burst counts at once', () => {
    const buckets = createTokenBuckets(movableClock());
    buckets.take([limit({ burst: 1 })]);
    expect(buckets.take([limit({ burst: 1 })])).toBeDefined();
    expect(buckets.take([limit({ burst: 2 })])).toBeUndefined();
  });

  test('over any time it lets at most burst + rate × seconds through', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 300 }),
        (ratePerSecond, burst, pauses) => {
          const clock = movableClock();
          const buckets = createTokenBuckets(clock);
          let letThrough = 0;
          for (const pause of pauses) {
            clock.pass(pause);
            if (buckets.take([limit({ ratePerSecond, burst })]) === undefined) letThrough += 1;
          }
          const seconds = pauses.reduce((sum, pause) => sum + pause, 0) / 1_000;
          expect(letThrough).toBeLessThanOrEqual(burst + ratePerSecond * seconds + 1e-6);
          expect(letThrough).toBeGreaterThanOrEqual(Math.min(pauses.length, burst));
        },
      ),
    );
  });

  test('a client that keeps below the rate is never refused', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 10 }),
        (ratePerSecond, burst) => {
          const clock = movableClock();
          const buckets = createTokenBuckets(clock);
          for (let call = 0; call < 50; call += 1) {
            expect(buckets.take([limit({ ratePerSecond, burst })])).toBeUndefined();
            clock.pass(Math.ceil(1_000 / ratePerSecond));
          }
        },
      ),
    );
  });
});
