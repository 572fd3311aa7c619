import { difficultyOfLevel, type DiagnosticItem, type Evidence } from '#analytics';
import type { CatalogItem } from '#catalog';
import type { ItemId } from '#core';
import type { AuthoredItem } from '#quiz';
import { ratingOf } from '#scheduling';
import type { Answer } from './session.ts';

/** Orders, pairs, typed answers and lines are hardly ever hit by chance. */
const HARD_TO_GUESS = 0.02;

/** In how many ways so many can be chosen of so many. */
const ways = (of: number, choose: number): number =>
  choose === 0 ? 1 : (ways(of - 1, choose - 1) * of) / choose;

/** The chance to hit the key without knowing. */
export function guessOf(item: AuthoredItem): number {
  if (item.type === 'single-choice') return 1 / item.options.length;
  if (item.type === 'multiple-response') return 1 / ways(item.options.length, item.choose);
  return HARD_TO_GUESS;
}

/** An item on the scale of ability. */
export const scaleOf = (item: CatalogItem): Omit<DiagnosticItem<ItemId>, 'id'> => ({
  topic: item.scenario.topic,
  difficulty: difficultyOfLevel(item.scenario.level),
  guess: guessOf(item.authored),
});

/** Whether an answer shows knowledge: right and not by a guess. */
export const isKnown = ({ score, confidence }: Answer): boolean =>
  ratingOf(score.isCorrect, confidence) !== 'again';

/** An answer as evidence of ability. */
export const evidenceOf = (item: CatalogItem, answer: Answer): Evidence => ({
  ...scaleOf(item),
  isRight: isKnown(answer),
});
