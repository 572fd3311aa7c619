import type { ProgressEventOf } from '#core';

/** What FSRS is told about one review. */
export type Rating = 'again' | 'hard' | 'good' | 'easy';
/** What the learner said before answering; `sure` when nothing was said. */
export type Confidence = ProgressEventOf<'item-answered'>['confidence'];

/**
 * The one place that turns an answer into a rating. Wrong is again, and so is right by a guess: it is
 * not known. Right but unsure is hard. Easy only when the learner says so.
 */
export function ratingOf(isCorrect: boolean, confidence: Confidence): Rating {
  if (!isCorrect || confidence === 'guessed') return 'again';
  if (confidence === 'unsure') return 'hard';
  return confidence === 'easy' ? 'easy' : 'good';
}
