import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chanceOf,
  difficultyOfLevel,
  estimateAbility,
  isCertain,
  LEAST_ANSWERS,
  nextDiagnostic,
  topicMastery,
  type Attempt,
} from '#analytics';
import { seededRandom } from '#core';

const attempt = (overrides: Partial<Attempt> = {}): Attempt => ({
  topic: 'auth',
  difficulty: 0,
  guess: 0.25,
  isKnown: true,
  ...overrides,
});
const times = (count: number, one: Attempt) => Array.from({ length: count }, () => one);
const masteryOf = (attempts: readonly Attempt[], topic = 'auth') =>
  topicMastery(attempts, [topic])[0];

describe('the scale', () => {
  test('an author’s level becomes a difficulty from −1.5 to +1.5', () => {
    expect([1, 2, 3, 4, 5].map(difficultyOfLevel)).toEqual([-1.5, -0.75, 0, 0.75, 1.5]);
  });

  test('a guess is a floor under every chance', () => {
    expect(chanceOf(-20, 0, 0.25)).toBeCloseTo(0.25);
    expect(chanceOf(0, 0, 0)).toBe(0.5);
    expect(chanceOf(20, 0, 0.25)).toBeCloseTo(1);
  });

  test('ability comes back from the answers of a simulated learner, with an honest error', () => {
    const random = seededRandom(5);
    const inside = Array.from({ length: 60 }, (_, learner) => {
      const truth = -1.5 + learner * 0.05;
      const evidence = Array.from({ length: 60 }, (__, index) => {
        const difficulty = difficultyOfLevel((index % 5) + 1);
        return {
          difficulty,
          guess: 0.25,
          isRight: random.next() < chanceOf(truth, difficulty, 0.25),
        };
      });
      const { mean, error } = estimateAbility(evidence);
      return Math.abs(mean - truth) <= 1.96 * error;
    }).filter(Boolean).length;
    expect(inside).toBeGreaterThanOrEqual(53);
  });
});

describe('mastery of a topic', () => {
  test(`is hidden below ${LEAST_ANSWERS} answers`, () => {
    expect(masteryOf(times(LEAST_ANSWERS - 1, attempt()))).not.toHaveProperty('estimate');
    expect(masteryOf(times(LEAST_ANSWERS, attempt()))).toHaveProperty('estimate');
  });

  test('a hard item that is known counts for more than an easy one', () => {
    const hard = masteryOf(times(10, attempt({ difficulty: 1.5 })));
    const easy = masteryOf(times(10, attempt({ difficulty: -1.5 })));
    expect(hard?.ability).toBeGreaterThan(easy?.ability ?? 0);
  });

  test('a topic without answers stands where the learner stands', () => {
    const known = times(30, attempt());
    const [auth, caching] = topicMastery(known, ['auth', 'caching']);
    expect(caching?.ability).toBeGreaterThan(0);
    expect(caching?.ability).toBeLessThan(auth?.ability ?? 0);
  });

  test('a lab that passed moves its topic up', () => {
    const before = times(10, attempt({ isKnown: false }));
    const lab = attempt({ guess: 0, difficulty: 0.75 });
    expect(masteryOf([...before, lab])?.ability).toBeGreaterThan(masteryOf(before)?.ability ?? 0);
  });

  test('the estimate lies inside its interval, and one more known item never lowers it', () => {
    const histories = fc.array(
      fc.record({ level: fc.integer({ min: 1, max: 5 }), isKnown: fc.boolean() }),
      { minLength: LEAST_ANSWERS, maxLength: 60 },
    );
    fc.assert(
      fc.property(histories, (history) => {
        const attempts = history.map(({ level, isKnown }) =>
          attempt({ difficulty: difficultyOfLevel(level), isKnown }),
        );
        const { mean = 0, low = 1, high = 0 } = masteryOf(attempts)?.estimate ?? {};
        expect(low).toBeLessThan(mean);
        expect(mean).toBeLessThan(high);
      }),
    );
  });
});

describe('the diagnostic', () => {
  const item = (id: string, topic: string, level: number) => ({
    id,
    topic,
    difficulty: difficultyOfLevel(level),
    guess: 0.25,
  });

  test('takes topics in turn, and asks near the ability so far', () => {
    const items = [item('a', 'auth', 5), item('b', 'auth', 3), item('c', 'caching', 5)];
    const ability = { mean: -0.3, error: 1 };
    expect(nextDiagnostic(items, new Map([['caching', 1]]), ability)?.id).toBe('b');
    expect(nextDiagnostic(items, new Map([['auth', 1]]), ability)?.id).toBe('c');
    expect(nextDiagnostic([], new Map(), ability)).toBeUndefined();
  });

  test('stops when it is certain enough, and after 30 questions anyway', () => {
    const known = { difficulty: 0, guess: 0, isRight: true };
    const mixed = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...known, isRight: index % 2 === 0 }));
    expect(isCertain(mixed(7))).toBe(false);
    expect(isCertain(mixed(22))).toBe(true);
    expect(isCertain(Array.from({ length: 30 }, () => ({ ...known, difficulty: -4 })))).toBe(true);
  });
});
