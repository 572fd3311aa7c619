import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  brierScore,
  firstAttempts,
  labsPassedUnaided,
  memoryCurve,
  mocksOf,
  normalBelow,
  readinessOf,
  type ReadinessInput,
} from '#analytics';
import { itemId, labId, type ProgressEvent } from '#core';
import { createCalendar, createFsrs, dayOfDate } from '#scheduling';
import { answered, undone } from '../support/events.ts';

const none = { right: 0, of: 0 };
const domain = (id: number, weight: number, right: number, of: number) => ({
  id,
  title: `Domain ${id}`,
  weight,
  practice: { right, of },
  mocks: none,
});
const input = (overrides: Partial<ReadinessInput> = {}): ReadinessInput => ({
  domains: [domain(1, 0.6, 32, 40), domain(2, 0.4, 16, 20)],
  firstAttempts: 60,
  mockCount: 0,
  bestMock: new Map(),
  ...overrides,
});
const predicted = (given: ReadinessInput) => {
  const readiness = readinessOf(given);
  if (readiness.kind !== 'predicted') throw new Error('nothing was predicted');
  return readiness;
};

describe('readiness abstains until there is evidence', () => {
  test('59 first attempts are not enough, 60 are', () => {
    expect(readinessOf(input({ firstAttempts: 59 }))).toMatchObject({
      kind: 'too-early',
      missing: 1,
    });
    expect(readinessOf(input())).toMatchObject({ kind: 'predicted' });
  });

  test('one mock with five answers in every domain is enough by itself', () => {
    const mock = (second: number) =>
      readinessOf(
        input({
          firstAttempts: 0,
          mockCount: 1,
          bestMock: new Map([
            [1, 5],
            [2, second],
          ]),
        }),
      );
    expect(mock(5).kind).toBe('predicted');
    expect(mock(4).kind).toBe('too-early');
  });

  test('an exam for which there are no items is never judged', () => {
    expect(readinessOf(input({ domains: [], firstAttempts: 500 })).kind).toBe('too-early');
  });
});

describe('a prediction', () => {
  test('lies inside its interval, and says what it rested on and which cut it assumes', () => {
    const { chance, low, high, restedOn } = predicted(input());
    expect(low).toBeLessThan(chance);
    expect(chance).toBeLessThan(high);
    expect(restedOn).toEqual({
      firstAttempts: 60,
      mocks: 0,
      mockAnswers: 0,
      cut: 0.7,
      cutDeviation: 0.02,
    });
  });

  test('more right answers never lower it, and it stays a probability', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 39 }), fc.integer({ min: 0, max: 20 }), (one, two) => {
        const of = (right: number) =>
          predicted(input({ domains: [domain(1, 0.6, right, 40), domain(2, 0.4, two, 20)] }));
        const [before, after] = [of(one), of(one + 1)];
        expect(after.share).toBeGreaterThan(before.share);
        for (const { chance, low, high } of [before, after]) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(chance + 1e-9);
          expect(chance).toBeLessThanOrEqual(high + 1e-9);
        }
      }),
    );
  });

  test('names the domain that is most open and the one that costs most', () => {
    const { mostOpen, weakest } = predicted(
      input({ domains: [domain(1, 0.6, 10, 40), domain(2, 0.4, 0, 0)] }),
    );
    expect(mostOpen).toEqual({ id: 2, title: 'Domain 2' });
    expect(weakest).toMatchObject({ id: 1, title: 'Domain 1' });
  });

  test('the normal distribution function is right to six digits', () => {
    expect(normalBelow(0)).toBeCloseTo(0.5, 6);
    expect(normalBelow(1.96)).toBeCloseTo(0.9750021, 6);
    expect(normalBelow(-1)).toBeCloseTo(0.1586553, 6);
  });

  test('is judged by its mean squared error once results are known', () => {
    expect(brierScore([])).toBeUndefined();
    expect(
      brierScore([
        { chance: 0.8, passed: true },
        { chance: 0.6, passed: false },
      ]),
    ).toBeCloseTo(0.2);
  });
});

describe('evidence', () => {
  const one = itemId('api-gateway/tiers/limit');
  const wrong = { points: 0, maxPoints: 1, isCorrect: false };

  test('only the first answer to an item counts, and none that was taken back', () => {
    const first = answered({ score: wrong });
    const second = answered();
    expect(firstAttempts([first, second])).toEqual([first]);
    expect(firstAttempts([first, second, undone(first)])).toEqual([second]);
  });

  test('mocks count their unseen items; drills, void and repeated items do not', () => {
    const { id, v, learner, at, zone, source } = answered();
    const envelope = { id, v, learner, at, zone, source };
    const attempt = (attemptId: string, kind: 'form' | 'drill'): ProgressEvent[] => {
      const result = {
        itemId: one,
        domain: '1',
        response: [],
        optionOrder: [],
        seconds: 1,
        changes: 0,
      };
      return [
        { ...envelope, type: 'exam-started', attemptId, planId: 'SAA-C03', kind } as never,
        {
          ...envelope,
          type: 'exam-submitted',
          attemptId,
          results: [
            { ...result, outcome: 'right', seenBefore: false },
            { ...result, outcome: 'unanswered', seenBefore: false },
            { ...result, outcome: 'void', seenBefore: false },
            { ...result, outcome: 'right', seenBefore: true },
          ],
        } as never,
      ];
    };
    expect(mocksOf([...attempt('a', 'form'), ...attempt('b', 'drill')])).toEqual([
      {
        planId: 'SAA-C03',
        answers: [
          { itemId: one, isRight: true },
          { itemId: one, isRight: false },
        ],
      },
    ]);
  });

  test('a lab counts when it passed before its solution was shown', () => {
    const { id, v, learner, at, zone, source } = answered();
    const envelope = { id, v, learner, at, zone, source };
    const lab = labId('tiers');
    const passed: ProgressEvent = {
      ...envelope,
      type: 'lab-verified',
      labId: lab,
      verdicts: {},
      passed: true,
    };
    const helped: ProgressEvent = { ...envelope, type: 'lab-helped', labId: lab, help: 'solution' };
    expect(labsPassedUnaided([passed, helped])).toEqual([lab]);
    expect(labsPassedUnaided([helped, passed])).toEqual([]);
  });
});

test('a memory curve falls between answers and jumps at each', () => {
  const curve = memoryCurve(
    [answered({ at: '2026-11-01T10:00:00Z' }), answered({ at: '2026-11-04T10:00:00Z' })],
    () => createCalendar('UTC'),
    createFsrs(),
    dayOfDate('2026-11-20'),
  );
  const jumps = curve.filter(({ answered: kind }) => kind !== undefined);
  expect(jumps.map(({ day, recall }) => [day, recall])).toEqual([
    [dayOfDate('2026-11-01'), 1],
    [dayOfDate('2026-11-04'), 1],
  ]);
  expect(curve.at(-1)?.day).toBe(dayOfDate('2026-11-20'));
  const second = curve.filter(({ day }) => day >= dayOfDate('2026-11-04')).slice(1);
  expect(second.every(({ recall }, index) => recall <= (second[index - 1]?.recall ?? 1))).toBe(
    true,
  );
});
