import { describe, expect, test } from 'vitest';
import { BUDGETS, runCell } from './scheduler/cells.ts';
import { createDraws } from './scheduler/draws.ts';
import { policies, POLICY_NAMES } from './scheduler/policies/index.ts';
import { simulate } from './scheduler/simulate.ts';
import { estimate, pairedDifference } from './scheduler/statistics.ts';
import { truths } from './scheduler/truths.ts';
import { createLearner, DOMAIN_WEIGHTS } from './scheduler/world.ts';

const DAY = 86_400;
const [budget] = BUDGETS;
const short = { name: '3 days × 10 min', days: 3, minutesPerDay: 10 };

describe('draws are common to all policies', () => {
  test('a name always draws the same number, and another name another', () => {
    const [one, other] = [createDraws(7), createDraws(7)];
    expect(one.uniform(1, 2, 3)).toBe(other.uniform(1, 2, 3));
    expect(one.uniform(1, 2, 3)).not.toBe(one.uniform(1, 3, 2));
    expect(createDraws(8).uniform(1, 2, 3)).not.toBe(one.uniform(1, 2, 3));
  });

  test('uniform draws fill the unit interval evenly, and normal ones have mean 0 and spread 1', () => {
    const draws = createDraws(1);
    const uniform = estimate(Array.from({ length: 4000 }, (_, index) => draws.uniform(index)));
    expect(uniform.mean).toBeCloseTo(0.5, 1);
    const normals = Array.from({ length: 4000 }, (_, index) => draws.normal(index));
    expect(estimate(normals).mean).toBeCloseTo(0, 1);
    expect(estimate(normals.map((value) => value ** 2)).mean).toBeCloseTo(1, 0);
  });
});

describe('the world', () => {
  test('weighs a bank as the exam weighs its domains', () => {
    const { items } = createLearner(createDraws(3), 150);
    expect(items).toHaveLength(150);
    const total = items.reduce((sum, { weight }) => sum + weight, 0);
    expect(total).toBeCloseTo(DOMAIN_WEIGHTS.reduce((sum, weight) => sum + weight, 0));
  });

  test.each(['fsrs', 'act-r', 'act-r-weak'] as const)(
    '%s: what is met is recalled, then fades',
    (name) => {
      const truth = truths[name](createDraws(5));
      expect(truth.recall(0, 0)).toBe(0);
      truth.meet(0, 0, true);
      const [soon, tomorrow, later] = [60, DAY, 20 * DAY].map((at) => truth.recall(0, at));
      expect(soon).toBeGreaterThanOrEqual(tomorrow ?? 0);
      expect(tomorrow).toBeGreaterThan(later ?? 0);
      truth.meet(0, DAY, true);
      expect(truth.recall(0, 20 * DAY)).toBeGreaterThan(later ?? 0);
    },
  );

  test('act-r: a repeat within minutes is worth less next week than one on the next day', () => {
    const massed = truths['act-r'](createDraws(5));
    const spaced = truths['act-r'](createDraws(5));
    massed.meet(0, 0, true);
    massed.meet(0, 300, true);
    spaced.meet(0, 0, true);
    spaced.meet(0, DAY, true);
    expect(spaced.recall(0, 8 * DAY)).toBeGreaterThan(massed.recall(0, 8 * DAY));
  });
});

describe('policies', () => {
  test.each(POLICY_NAMES)(
    '%s keeps to the bank and to the time, and studies the same twice',
    (name) => {
      const run = () => {
        const draws = createDraws(11);
        const learner = createLearner(draws, 40);
        const policy = policies[name]({ items: learner.items, examDay: short.days, draws });
        return simulate(learner, truths.fsrs(draws), draws, short, policy);
      };
      const outcome = run();
      expect(outcome).toEqual(run());
      expect(outcome.meetings).toBeGreaterThan(5);
      expect(outcome.exam).toBeGreaterThan(0.25);
      expect(outcome.exam).toBeLessThan(1);
    },
  );

  test('the same learner under the same policy has no difference from itself', () => {
    if (!budget) throw new Error('no budget');
    const cell = { truth: 'fsrs', budget, policy: 'linear' } as const;
    const [one, other] = [runCell(cell, 3, 1), runCell(cell, 3, 1)].map((outcomes) =>
      outcomes.map(({ exam }) => exam),
    );
    expect(pairedDifference(one ?? [], other ?? [])).toEqual({ mean: 0, halfWidth: 0 });
  });
});

describe('statistics', () => {
  test('the interval is 1.96 standard errors wide on each side', () => {
    const { mean, halfWidth } = estimate([1, 2, 3, 4, 5]);
    expect(mean).toBe(3);
    expect(halfWidth).toBeCloseTo(1.96 * Math.sqrt(2.5 / 5));
  });

  test('pairs of unequal length are refused', () => {
    expect(() => pairedDifference([1], [1, 2])).toThrow('Pairs want two lists of one length.');
  });
});
