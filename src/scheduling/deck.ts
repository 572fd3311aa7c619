import type { ItemId, ProgressEvent, ProgressEventOf } from '#core';
import type { Calendar, Day } from './calendar.ts';
import { DESIRED_RETENTION } from './desired-retention.ts';
import type { MemoryModel } from './fsrs.ts';
import { isMarking, markAfter, NO_MARK, type Marks } from './marks.ts';
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
  /** Flags, suspensions, buried items, notes. */
  readonly marks: Marks;
  /** When a lesson was last opened or a lab last verified, by id, in milliseconds since 1970: they free leeches. */
  readonly remedies: ReadonlyMap<string, number>;
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
  marks: new Map(),
  remedies: new Map(),
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

/** When an item was reviewed. */
export interface ReviewedAt {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly day: Day;
  /** How many answers the learner has given with this one. */
  readonly answers: number;
}

/** The card after one more review. @param card undefined at the first meeting */
export function reviewCard(
  card: Card | undefined,
  itemId: ItemId,
  rating: Rating,
  { at, day, answers: ordinal }: ReviewedAt,
  model: MemoryModel,
): Card {
  const state = model.review(card, rating, card ? day - card.lastDay : 0, at);
  return {
    ...state,
    itemId,
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
  const undone = new Set<string>();
  const here = new Set<string>();
  for (const event of events) {
    if (event.type === 'answer-undone') undone.add(event.eventId);
    else if (event.type === 'item-answered') here.add(event.id);
  }
  if (deck !== EMPTY_DECK) {
    for (const id of undone) if (!here.has(id)) return undefined;
  }
  const cards = new Map(deck.cards);
  const marks = new Map(deck.marks);
  const remedies = new Map(deck.remedies);
  let { answers, latest } = deck;
  for (const event of events) {
    if (event.type === 'item-answered') {
      if (undone.has(event.id)) continue;
      answers += 1;
      const at = Date.parse(event.at);
      const day = calendars(event.zone).dayOf(at);
      latest = addToDay(latest, day, event);
      const { itemId, score, confidence } = event;
      const rating = ratingOf(score.isCorrect, confidence);
      cards.set(itemId, reviewCard(cards.get(itemId), itemId, rating, { at, day, answers }, model));
    } else if (isMarking(event)) {
      const day = calendars(event.zone).dayOf(Date.parse(event.at));
      marks.set(event.itemId, markAfter(marks.get(event.itemId) ?? NO_MARK, event, day));
    } else if (event.type === 'lesson-opened' || event.type === 'lesson-finished') {
      remedies.set(event.lessonId, Date.parse(event.at));
    } else if (event.type === 'lab-verified') {
      remedies.set(event.labId, Date.parse(event.at));
    }
  }
  return { cards, answers, latest, marks, remedies };
}

/**
 * The day a card is due. A card answered "tomorrow" (the clock was ahead and was put right) is due
 * today: asking once too often costs a minute, waiting for the wrong date would cost the item.
 */
export const dueDayOf = (card: Card, today: Day): Day =>
  card.lastDay > today ? today : card.lastDay + card.intervalDays;
