import { FSRSAlgorithm, Rating as FsrsRating, generatorParameters } from 'ts-fsrs';
import type { MemoryState } from './memory-state.ts';
import type { Rating } from './rating.ts';

const RATINGS = {
  again: FsrsRating.Again,
  hard: FsrsRating.Hard,
  good: FsrsRating.Good,
  easy: FsrsRating.Easy,
} as const;

/** A model of forgetting. Another one (FSRS-7, fitted parameters) takes this place. */
export interface MemoryModel {
  /**
   * The state after a review.
   * @param elapsedDays whole days of the learner's calendar since the last review; below 0 counts as 0
   * @param at milliseconds since 1970
   */
  review(
    state: MemoryState | undefined,
    rating: Rating,
    elapsedDays: number,
    at: number,
  ): MemoryState;
  /** The chance of recall, 0 to 1, that many days after the last review. */
  retrievability(state: Pick<MemoryState, 'stability'>, elapsedDays: number): number;
  /** Whole days, at least 1, until the chance of recall has fallen to `desiredRetention`. */
  intervalDays(state: Pick<MemoryState, 'stability'>, desiredRetention: number): number;
}

export interface FsrsOptions {
  /** The 21 weights of FSRS-6; those that ts-fsrs ships when left out. */
  readonly weights?: readonly number[];
}

/**
 * FSRS-6 by ts-fsrs, low level: its own calendar counts UTC days and its queue is not ours.
 * https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm
 */
export function createFsrs({ weights }: FsrsOptions = {}): MemoryModel {
  const algorithm = new FSRSAlgorithm(generatorParameters(weights ? { w: [...weights] } : {}));

  return {
    review(state, rating, elapsedDays, at) {
      const days = Math.max(0, elapsedDays);
      const { stability, difficulty } = algorithm.next_state(state ?? null, days, RATINGS[rating]);
      const isLapse = rating === 'again' && days > 0 && state !== undefined;
      return {
        stability,
        difficulty,
        lastReviewedAt: at,
        repetitions: (state?.repetitions ?? 0) + 1,
        lapses: (state?.lapses ?? 0) + (isLapse ? 1 : 0),
      };
    },
    retrievability: ({ stability }, elapsedDays) =>
      algorithm.forgetting_curve(Math.max(0, elapsedDays), stability),
    intervalDays({ stability }, desiredRetention) {
      const modifier = algorithm.calculate_interval_modifier(desiredRetention);
      return Math.min(36_500, Math.max(1, Math.round(stability * modifier)));
    },
  };
}
