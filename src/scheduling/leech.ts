import type { Card, Deck } from './deck.ts';

/**
 * Forgotten so often that another repeat pays less than the lesson or the lab. Anki waits for 8; the
 * weeks before an exam are too short for that.
 */
export const LEECH_LAPSES = 4;

/**
 * Whether an item waits for its lesson or lab: it has lapsed too often, was not known last time, and
 * none of what would help was opened since.
 * @param remedies ids of lessons and labs; an item that has none is asked again all the same
 */
export function isLeech(card: Card, remedies: readonly string[], deck: Deck): boolean {
  if (card.lapses < LEECH_LAPSES || card.lastRating !== 'again' || remedies.length === 0) {
    return false;
  }
  return remedies.every((id) => (deck.remedies.get(id) ?? -Infinity) <= card.lastReviewedAt);
}
