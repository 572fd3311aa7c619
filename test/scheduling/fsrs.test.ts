import fc from 'fast-check';
import { createEmptyCard, fsrs, Rating as FsrsRating, type Grade } from 'ts-fsrs';
import { describe, expect, test } from 'vitest';
import { createFsrs, type MemoryState, type Rating } from '#scheduling';

const DAY_MS = 86_400_000;
/** Noon UTC, so that whole days here are whole calendar days in ts-fsrs. */
const NOON = Date.parse('2026-11-23T12:00:00Z');
const GRADES: Record<Rating, Grade> = {
  again: FsrsRating.Again,
  hard: FsrsRating.Hard,
  good: FsrsRating.Good,
  easy: FsrsRating.Easy,
};

interface Review {
  readonly rating: Rating;
  /** Days since the review before. */
  readonly after: number;
}

/** A history through ts-fsrs's own scheduler, without its learning steps. */
function oracle(history: readonly Review[]) {
  const scheduler = fsrs({ learning_steps: [], relearning_steps: [] });
  let card = createEmptyCard(new Date(NOON));
  let at = NOON;
  return history.map(({ rating, after }) => {
    at += after * DAY_MS;
    ({ card } = scheduler.next(card, new Date(at), GRADES[rating]));
    const { stability, difficulty, scheduled_days: intervalDays, reps } = card;
    return { stability, difficulty, intervalDays, reps };
  });
}

function ours(history: readonly Review[]) {
  const model = createFsrs();
  let state: MemoryState | undefined;
  let at = NOON;
  return history.map(({ rating, after }) => {
    at += after * DAY_MS;
    state = model.review(state, rating, after, at);
    const { stability, difficulty, repetitions: reps } = state;
    return { stability, difficulty, intervalDays: model.intervalDays(state, 0.9), reps };
  });
}

const histories = fc.array(
  fc.record<Review>({
    rating: fc.constantFrom('again', 'hard', 'good', 'easy'),
    after: fc.integer({ min: 0, max: 400 }),
  }),
  { minLength: 1, maxLength: 25 },
);

describe('memory agrees with ts-fsrs over whole histories', () => {
  test('stability and difficulty after every review of any history', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const expected = oracle(history);
        ours(history).forEach((state, index) => {
          expect(state.stability).toBeCloseTo(expected[index]?.stability ?? NaN, 6);
          expect(state.difficulty).toBeCloseTo(expected[index]?.difficulty ?? NaN, 6);
          expect(state.reps).toBe(expected[index]?.reps);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('intervals, to the day that ts-fsrs adds when two of its buttons would say the same', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const expected = oracle(history);
        ours(history).forEach(({ intervalDays }, index) => {
          const theirs = expected[index]?.intervalDays ?? NaN;
          expect(Math.abs(intervalDays - theirs)).toBeLessThanOrEqual(2);
        });
      }),
      { numRuns: 300 },
    );
  });

  test.each<[string, Rating[]]>([
    ['always good', ['good', 'good', 'good', 'good', 'good', 'good']],
    ['forgotten in the middle', ['good', 'good', 'good', 'again', 'good', 'good', 'good']],
    ['hard at first', ['hard', 'hard', 'good', 'good', 'good']],
    ['easy', ['easy', 'easy', 'easy', 'easy']],
  ])('the interval history of an item reviewed on the day it is due: %s', (_, ratings) => {
    const history: Review[] = [];
    for (const rating of ratings) {
      const after = history.length === 0 ? 0 : (ours(history).at(-1)?.intervalDays ?? 0);
      history.push({ rating, after });
    }
    expect(ours(history).map(({ intervalDays }) => intervalDays)).toEqual(
      oracle(history).map(({ intervalDays }) => intervalDays),
    );
  });

  test('good every time: the intervals a learner sees', () => {
    const history: Review[] = [{ rating: 'good', after: 0 }];
    for (let round = 0; round < 5; round += 1) {
      history.push({ rating: 'good', after: ours(history).at(-1)?.intervalDays ?? 0 });
    }
    expect(ours(history).map(({ intervalDays }) => intervalDays)).toMatchInlineSnapshot(`
      [
        2,
        11,
        46,
        163,
        497,
        1346,
      ]
    `);
  });
});

describe('the model of memory', () => {
  const model = createFsrs();
  const known = model.review(undefined, 'good', 0, NOON);

  test('after as many days as its stability the chance of recall is 90 %', () => {
    expect(model.retrievability(known, known.stability)).toBeCloseTo(0.9, 6);
    expect(model.retrievability(known, 0)).toBe(1);
  });

  test('recall only falls with time, and stays a chance', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(5_000), (one, other) => {
        const [near, far] = [Math.min(one, other), Math.max(one, other)];
        const [high, low] = [near, far].map((days) => model.retrievability(known, days));
        expect(low).toBeLessThanOrEqual(high ?? 0);
        expect(low).toBeGreaterThan(0);
      }),
    );
  });

  test('a clock that went back counts as no time', () => {
    expect(model.review(known, 'good', -30, NOON)).toEqual(model.review(known, 'good', 0, NOON));
    expect(model.retrievability(known, -30)).toBe(1);
  });

  test('lapses count forgetting on a later day, not misses of the same day, not the first meeting', () => {
    const missed = model.review(undefined, 'again', 0, NOON);
    const sameDay = model.review(missed, 'again', 0, NOON);
    const later = model.review(sameDay, 'again', 3, NOON);
    expect([missed, sameDay, later].map(({ lapses }) => lapses)).toEqual([0, 0, 1]);
  });
});
