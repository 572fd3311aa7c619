import type { ProgressEventOf } from '#core';
import { EMPTY_DECK, foldEvents, type Calendars, type Day, type MemoryModel } from '#scheduling';

/** The chance of recall on one day. */
export interface CurvePoint {
  readonly day: Day;
  /** 0 to 1. */
  readonly recall: number;
  /** Set on days with an answer: whether it was known. The curve jumps there. */
  readonly answered?: 'known' | 'not-known';
}

/** How memory of one item rose and fell, and how it will fall if nothing is done. */
export function memoryCurve(
  answers: readonly ProgressEventOf<'item-answered'>[],
  calendars: Calendars,
  model: MemoryModel,
  until: Day,
): CurvePoint[] {
  const points: CurvePoint[] = [];
  let deck = EMPTY_DECK;
  answers.forEach((answer, index) => {
    const before = deck.cards.get(answer.itemId);
    deck = foldEvents(deck, [answer], calendars, model) ?? deck;
    const card = deck.cards.get(answer.itemId);
    if (!card) return;
    if (before && card.lastDay > before.lastDay) {
      const elapsed = card.lastDay - before.lastDay;
      points.push({ day: card.lastDay, recall: model.retrievability(before, elapsed) });
    }
    points.push({
      day: card.lastDay,
      recall: 1,
      answered: card.lastRating === 'again' ? 'not-known' : 'known',
    });
    const next = answers[index + 1];
    const end = next ? calendars(next.zone).dayOf(Date.parse(next.at)) : until + 1;
    for (let day = card.lastDay + 1; day < end; day += 1) {
      points.push({ day, recall: model.retrievability(card, day - card.lastDay) });
    }
  });
  return points;
}
