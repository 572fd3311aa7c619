import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateOf, shareInterval, tallyOf } from '#quiz';

describe('the scaled score', () => {
  test('is a straight line from none to all right', () => {
    expect(estimateOf({ right: 0, of: 20 }, 720).score).toBe(100);
    expect(estimateOf({ right: 20, of: 20 }, 720).score).toBe(1000);
    expect(estimateOf({ right: 10, of: 20 }, 720).score).toBe(550);
  });

  test.each([
    [{ right: 62, of: 65 }, 'above'],
    [{ right: 20, of: 65 }, 'below'],
    [{ right: 47, of: 65 }, 'open'],
    [{ right: 5, of: 5 }, 'open'],
    [{ right: 0, of: 0 }, 'open'],
  ] as const)('%j is %s the cut of 720', (tally, verdict) => {
    expect(estimateOf(tally, 720).verdict).toBe(verdict);
  });

  test("Wilson's interval is the published one", () => {
    const { low, high } = shareInterval({ right: 8, of: 10 });
    expect(low).toBeCloseTo(0.4902, 3);
    expect(high).toBeCloseTo(0.9433, 3);
  });

  test('the interval holds the score, stays on the scale and narrows with more questions', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(200), (of, some) => {
        const right = Math.min(some, of);
        const { score, low, high } = estimateOf({ right, of }, 720);
        expect(low).toBeGreaterThanOrEqual(100);
        expect(high).toBeLessThanOrEqual(1000);
        expect(score).toBeGreaterThanOrEqual(low);
        expect(score).toBeLessThanOrEqual(high);
        const more = estimateOf({ right: right * 4, of: of * 4 }, 720);
        expect(more.high - more.low).toBeLessThan(high - low + 1);
      }),
    );
  });
});

test('unanswered is wrong, and what does not count is left out', () => {
  const results = ['right', 'wrong', 'unanswered', 'void'] as const;
  expect(tallyOf(results.map((outcome) => ({ outcome })))).toEqual({ right: 1, of: 3 });
});
