import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatCost,
  monthlyCost,
  readPrices,
  tiered,
  type Prices,
} from '../../src/ui/figures/prices.ts';

const PRICES: Prices = {
  http: [
    { upTo: 300, price: 1 },
    { upTo: undefined, price: 0.5 },
  ],
  rest: [{ upTo: undefined, price: 3 }],
  appsync: 4,
  alb: { hour: 0.02, lcuHour: 0.01, newConnections: 25, gbPerHour: 1 },
};

describe('the cost of a front door', () => {
  test('takes the lower price for the calls above the line, not for all', () => {
    expect(tiered(PRICES.http, 300)).toBe(300);
    expect(tiered(PRICES.http, 400)).toBe(350);
  });

  test('counts a call of an HTTP API once per step of 512 KB', () => {
    expect(monthlyCost(PRICES, { millions: 10, kilobytes: 512 }).http).toBe(10);
    expect(monthlyCost(PRICES, { millions: 10, kilobytes: 513 }).http).toBe(20);
  });

  test('of a load balancer is its hours when nobody calls', () => {
    expect(monthlyCost(PRICES, { millions: 0, kilobytes: 5 })).toEqual({
      http: 0,
      rest: 0,
      appsync: 0,
      alb: 730 * 0.02,
    });
  });

  test('of a load balancer follows the scarcer of connections and bytes', () => {
    const { alb } = monthlyCost(PRICES, { millions: 73, kilobytes: 1000 });
    expect(alb).toBeCloseTo(730 * (0.02 + 100 * 0.01), 6);
  });

  test('never falls when the load grows', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 30_000, noNaN: true }),
        fc.double({ min: 0, max: 1000, noNaN: true }),
        fc.integer({ min: 1, max: 4000 }),
        (millions, more, kilobytes) => {
          const before = monthlyCost(PRICES, { millions, kilobytes });
          const after = monthlyCost(PRICES, { millions: millions + more, kilobytes });
          for (const door of ['http', 'rest', 'alb', 'appsync'] as const)
            expect(after[door]).toBeGreaterThanOrEqual(before[door] - 1e-6);
        },
      ),
    );
  });

  test('has cents while it is small', () => {
    expect([3.5, 1234.56].map(formatCost)).toEqual(['3.50 USD', '1,235 USD']);
  });

  test('cannot be read from a fact sheet without the number', () => {
    expect(() => readPrices(() => ({}))).toThrow(
      'The price calculator reads the field first_300M of fact price-http, which is not a number there. Correct content/facts/facts.yaml.',
    );
  });
});
