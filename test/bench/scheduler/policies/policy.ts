import type { Draws } from '../draws.ts';
import type { WorldItem } from '../world.ts';

/** What a policy is told after an answer. */
export interface Answer {
  readonly item: number;
  readonly isRight: boolean;
  /** The learner said that it was a guess. */
  readonly isGuess: boolean;
  /** Seconds since the first morning. */
  readonly at: number;
  readonly day: number;
  readonly seconds: number;
}

/** A way to choose what to ask next. Sees answers only, never the truth. */
export interface Policy {
  /** @returns undefined to stop for the day */
  next(now: number, day: number): number | undefined;
  record(answer: Answer): void;
}

/** What a policy may know before the first day. */
export interface Setup {
  readonly items: readonly WorldItem[];
  /** The day of the exam, from 0. */
  readonly examDay: number;
  readonly draws: Draws;
}

/** Right and not a guess. */
export const isPassed = ({ isRight, isGuess }: Answer) => isRight && !isGuess;
