import type { ItemId, ProgressEvent, ProgressEventOf } from '#core';
import type { Calendar, Day } from './calendar.ts';
import { DESIRED_RETENTION } from './desired-retention.ts';
import type { MemoryModel } from './fsrs.ts';
import type { MemoryState } from './memory-state.ts';
import { ratingOf, type Rating } from './rating.ts';

/** One item as one learner knows it. */
export interface Card extends MemoryState {
  readonly itemId: ItemId;
  readonly lastDay: Day;
  readonly lastRating: Rating;
  /** How often it was answered on `lastDay`. */
  readonly timesOnLastDay: number;
  /** How many answers the learner had given, to any item, when this one was last answered. */
  readonly ordinal: number;
  /** Whole days from `lastDay` until it is due. */
  readonly intervalDays: number;
  /** Whether the very first answer was right and not guessed: the only unbiased evidence. */
  readonly firstWasKnown: boolean;
}

/** All that the queue needs to know of a learner's history. Plain data. */
export interface Deck {
  readonly cards: ReadonlyMap<ItemId, Card>;
  /** Answers given so far, undone ones left out. */
  readonly answers: number;
  /** What was done on the latest day with an answer. */
  readonly latest: DayTotal;
}

/** What a learner did on one day. */
export interface DayTotal {
  readonly day: Day;
  readonly answers: number;
  readonly correct: number;
  readonly seconds: number;
}

export const EMPTY_DECK: Deck = {
  cards: new Map(),
  answers: 0,
  latest: { day: 0, answers: 0, correct: 0, seconds: 0 },
};

/** The total with one more answer; starts anew when the day differs. */
function addToDay(total: DayTotal, day: Day, { score, seconds }: Answer): DayTotal {
  const before = total.day === day ? total : { ...EMPTY_DECK.latest, day };
  return {
    day,
    answers: before.answers + 1,
    correct: before.correct + (score.isCorrect ? 1 : 0),
    seconds: before.seconds + seconds,
  };
}

/** Calendars of the zones the learner was in. */
export type Calendars = (zone: string) => Calendar;

type Answer = ProgressEventOf<'item-answered'>;

function nextCard(
  card: Card | undefined,
  answer: Answer,
  day: Day,
  ordinal: number,
  model: MemoryModel,
): Card {
  const { score, confidence } = answer;
  const rating = ratingOf(score.isCorrect, confidence);
  const state = model.review(card, rating, card ? day - card.lastDay : 0, Date.parse(answer.at));
  return {
    ...state,
    itemId: answer.itemId,
    lastDay: day,
    lastRating: rating,
    timesOnLastDay: card?.lastDay === day ? card.timesOnLastDay + 1 : 1,
    ordinal,
    intervalDays: model.intervalDays(state, DESIRED_RETENTION),
    firstWasKnown: card?.firstWasKnown ?? rating !== 'again',
  };
}

/**
 * Folds events that came after a deck into it. Events are taken in the order of the log, so a clock
 * that jumped back changes no order.
 * @param deck `EMPTY_DECK` to fold a whole log
 * @returns the new deck, or undefined when an answer was taken back that is already folded in: fold all anew
 */
export function foldEvents(
  deck: Deck,
  events: readonly ProgressEvent[],
  calendars: Calendars,
  model: MemoryModel,
): Deck | undefined {
  const undone = new Set(
    events.flatMap((event) => (event.type === 'answer-undone' ? [event.eventId] : [])),
  );
  const answersHere = events.filter((event) => event.type === 'item-answered');
  const here = new Set(answersHere.map(({ id }) => id));
  if (deck !== EMPTY_DECK && [...undone].some((id) => !here.has(id))) return undefined;
  const cards = new Map(deck.cards);
  let { answers, latest } = deck;
  for (const answer of answersHere) {
    if (undone.has(answer.id)) continue;
    answers += 1;
    const day = calendars(answer.zone).dayOf(Date.parse(answer.at));
    latest = addToDay(latest, day, answer);
    cards.set(answer.itemId, nextCard(cards.get(answer.itemId), answer, day, answers, model));
  }
  return { cards, answers, latest };
}

/**
 * The day a card is due. A card answered "tomorrow" (the clock was ahead and was put right) is due
 * today: asking once too often costs a minute, waiting for the wrong date would cost the item.
 */
export const dueDayOf = (card: Card, today: Day): Day =>
  card.lastDay > today ? today : card.lastDay + card.intervalDays;
