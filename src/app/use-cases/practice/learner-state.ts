import { z } from 'zod';
import { itemId, type LearnerId, type ProgressEvent } from '#core';
import { START, type Cursor, type Documents, type ProgressStore } from '#progress';
import {
  createCalendar,
  EMPTY_DECK,
  foldEvents,
  isZone,
  type Calendar,
  type Deck,
  type MemoryModel,
} from '#scheduling';

/** Changes when the fold does: older snapshots are then thrown away and folded anew. */
const FOLD_VERSION = 2;
/** A snapshot is written after so many events, or on close. */
const SNAPSHOT_EVERY = 50;

const count = z.int().nonnegative();

const StoredDeck = z.object({
  version: z.literal(FOLD_VERSION),
  dayStartHour: z.int(),
  answers: count,
  latest: z.object({ day: z.int(), answers: count, correct: count, seconds: z.number() }),
  cards: z.array(
    z.object({
      itemId: z.string().transform(itemId),
      stability: z.number().positive(),
      difficulty: z.number(),
      lastReviewedAt: z.number(),
      repetitions: count,
      lapses: count,
      lastDay: z.int(),
      lastRating: z.enum(['again', 'hard', 'good', 'easy']),
      timesOnLastDay: count,
      ordinal: count,
      intervalDays: z.int().positive(),
      firstWasKnown: z.boolean(),
    }),
  ),
  marks: z.array(
    z.tuple([
      z.string().transform(itemId),
      z.object({
        isFlagged: z.boolean(),
        isSuspended: z.boolean(),
        buriedOn: z.int().exactOptional(),
        note: z.string().exactOptional(),
      }),
    ]),
  ),
  remedies: z.array(z.tuple([z.string(), z.number()])),
});

interface Folded {
  readonly deck: Deck;
  readonly cursor: Cursor;
  readonly dayStartHour: number;
  /** Events folded since the last snapshot. */
  readonly unsaved: number;
}

/** The fold of a learner's log, kept up to date with whatever any process wrote. */
export interface LearnerStates {
  /** The deck as of the log's end. */
  read(
    learner: LearnerId,
    calendars: (zone: string) => Calendar,
    dayStartHour: number,
  ): Promise<Deck>;
  /** Writes the snapshots that are behind. */
  close(): Promise<void>;
}

/** Calendars by zone, made once. A zone that this runtime does not know counts as UTC. */
export function createCalendars(dayStartHour: number): (zone: string) => Calendar {
  const known = new Map<string, Calendar>();
  return (zone) => {
    const calendar = known.get(zone) ?? createCalendar(isZone(zone) ? zone : 'UTC', dayStartHour);
    known.set(zone, calendar);
    return calendar;
  };
}

export function createLearnerStates(
  store: ProgressStore,
  documents: Documents,
  model: MemoryModel,
): LearnerStates {
  const states = new Map<LearnerId, Folded>();

  async function restore(learner: LearnerId, dayStartHour: number): Promise<Folded> {
    const empty = { deck: EMPTY_DECK, cursor: START, dayStartHour, unsaved: 0 };
    const snapshot = await documents.readSnapshot(learner);
    const stored = StoredDeck.safeParse(snapshot?.state);
    if (!snapshot || !stored.success || stored.data.dayStartHour !== dayStartHour) return empty;
    const { answers, latest, cards, marks, remedies } = stored.data;
    const deck = {
      answers,
      latest,
      cards: new Map(cards.map((card) => [card.itemId, card])),
      marks: new Map(marks),
      remedies: new Map(remedies),
    };
    return { ...empty, deck, cursor: snapshot.cursor as Cursor };
  }

  async function advance(
    learner: LearnerId,
    from: Folded,
    calendars: (zone: string) => Calendar,
  ): Promise<Folded> {
    let { cursor } = from;
    const events: ProgressEvent[] = [];
    for await (const entry of store.entries(learner, from.cursor)) {
      events.push(entry.event);
      cursor = entry.cursor;
    }
    if (events.length === 0) return from;
    const deck = foldEvents(from.deck, events, calendars, model);
    if (!deck) return advance(learner, { ...from, deck: EMPTY_DECK, cursor: START }, calendars);
    return { ...from, deck, cursor, unsaved: from.unsaved + events.length };
  }

  async function save(learner: LearnerId, { deck, cursor, dayStartHour }: Folded): Promise<void> {
    const { answers, latest, cards, marks, remedies } = deck;
    const state = {
      version: FOLD_VERSION,
      dayStartHour,
      answers,
      latest,
      cards: [...cards.values()],
      marks: [...marks],
      remedies: [...remedies],
    };
    await documents.writeSnapshot(learner, { cursor, state });
  }

  return {
    async read(learner, calendars, dayStartHour) {
      const known = states.get(learner);
      const from =
        known?.dayStartHour === dayStartHour ? known : await restore(learner, dayStartHour);
      let state = await advance(learner, from, calendars);
      if (state.unsaved >= SNAPSHOT_EVERY) {
        await save(learner, state);
        state = { ...state, unsaved: 0 };
      }
      states.set(learner, state);
      return state.deck;
    },
    async close() {
      for (const [learner, state] of states) {
        if (state.unsaved > 0) await save(learner, state);
        states.set(learner, { ...state, unsaved: 0 });
      }
    },
  };
}
