import type { ItemId, ProgressEvent } from '#core';
import type { Day } from './calendar.ts';
import { dueDayOf, EMPTY_DECK, foldEvents, type Calendars, type Card, type Deck } from './deck.ts';
import type { MemoryModel } from './fsrs.ts';
import { createHeap, type Heap } from './heap.ts';
import { isLeech } from './leech.ts';
import { isSetAside } from './marks.ts';
import { horizonDays, valueOf, type Value } from './value.ts';

/** A failed item comes back once on the same day, after this many minutes and that many other answers. */
export const REASK_AFTER_MINUTES = 10;
export const REASK_AFTER_ANSWERS = 8;

/** An item that may be asked, as the scheduler sees it. */
export interface Candidate {
  readonly itemId: ItemId;
  /** Items of one scenario give each other away: not two of them on one day. */
  readonly scenarioId: string;
  readonly topic: string;
  /** Time of a first meeting, in seconds. */
  readonly seconds: number;
  /** Share of the learner's exams, 0 to 1; see `Value`. */
  readonly weight: number;
  /** Ids of the lessons and labs that help when it keeps slipping. */
  readonly remedies?: readonly string[];
}

export interface Plan {
  readonly candidates: readonly Candidate[];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly today: Day;
  readonly examDay?: Day | undefined;
  /** Whether items that are not due yet may fill the queue, after all others. */
  readonly includesAhead?: boolean;
  /** Not to be asked now, for example skipped ones. */
  readonly excluded?: ReadonlySet<ItemId>;
  /** The topic that was asked last: the queue begins with another one, if it can. */
  readonly lastTopic?: string | undefined;
}

/** `reask`: failed today; `due`: recall has fallen to 90 %; `new`: never seen; `ahead`: not due yet. */
export type PickKind = 'reask' | 'due' | 'new' | 'ahead';

/** An item in its place in the queue, and why it stands there. */
export interface Pick extends Value {
  readonly itemId: ItemId;
  readonly kind: PickKind;
  readonly topic: string;
  readonly weight: number;
  /** Days past due; 0 for anything that is not late. */
  readonly overdueDays: number;
}

/** Whether a failure of today may come back now: once, and only after both waits are over. */
export function isReaskReady(card: Card, deck: Deck, now: number, today: Day): boolean {
  return (
    isReaskPending(card, today) &&
    now - card.lastReviewedAt >= REASK_AFTER_MINUTES * 60_000 &&
    deck.answers - card.ordinal >= REASK_AFTER_ANSWERS
  );
}

/** Whether an item failed today and has not come back yet. */
export const isReaskPending = (card: Card, today: Day): boolean =>
  card.lastDay === today && card.lastRating === 'again' && card.timesOnLastDay === 1;

interface Entry {
  readonly candidate: Candidate;
  readonly card: Card | undefined;
  readonly kind: PickKind;
  readonly value: Value;
  /** Place in the bank: equals keep the order they came in. */
  readonly index: number;
}

/** Of the first answers in each topic, the share that was known; pulled to one half while there are few. */
export function topicChances(
  candidates: readonly Candidate[],
  deck: Deck,
): (topic: string) => number {
  const counts = new Map<string, { known: number; seen: number }>();
  for (const { itemId, topic } of candidates) {
    const card = deck.cards.get(itemId);
    if (!card) continue;
    let count = counts.get(topic);
    if (!count) counts.set(topic, (count = { known: 0, seen: 0 }));
    count.seen += 1;
    if (card.firstWasKnown) count.known += 1;
  }
  return (topic) => {
    const { known, seen } = counts.get(topic) ?? { known: 0, seen: 0 };
    return (known + 2) / (seen + 4);
  };
}

function kindOf(card: Card | undefined, deck: Deck, { now, today }: Plan): PickKind | undefined {
  if (!card) return 'new';
  if (card.lastDay === today) return isReaskReady(card, deck, now, today) ? 'reask' : undefined;
  return dueDayOf(card, today) <= today ? 'due' : 'ahead';
}

/** Re-asks first, items that are not due last, the rest by value. */
const PLACE: Record<PickKind, number> = { reask: 0, due: 1, new: 1, ahead: 2 };

const isBefore = (one: Entry, other: Entry) =>
  one.value.perMinute === other.value.perMinute
    ? one.index < other.index
    : one.value.perMinute > other.value.perMinute;

/** All that may be asked, each with its value: by place, then by topic. */
function sortOut(plan: Plan, deck: Deck, model: MemoryModel): Map<string, Entry[]>[] {
  const chanceOf = topicChances(plan.candidates, deck);
  const horizon = horizonDays(plan.today, plan.examDay);
  const places = Array.from({ length: 3 }, () => new Map<string, Entry[]>());
  plan.candidates.forEach((candidate, index) => {
    const { itemId, topic, seconds, weight, remedies = [] } = candidate;
    if (plan.excluded?.has(itemId) || isSetAside(deck.marks.get(itemId), plan.today)) return;
    const card = deck.cards.get(itemId);
    const kind = kindOf(card, deck, plan);
    if (kind === undefined || (kind === 'ahead' && !plan.includesAhead)) return;
    if (card && isLeech(card, remedies, deck)) return;
    const about = { card, weight, seconds, topicChance: chanceOf(topic), today: plan.today };
    const value = valueOf({ ...about, horizonDays: horizon }, model);
    const topics = places[PLACE[kind]];
    const entry = { candidate, card, kind, value, index };
    const others = topics?.get(topic);
    if (others) others.push(entry);
    else topics?.set(topic, [entry]);
  });
  return places;
}

/** The scenarios of which an item was asked today. */
function askedToday({ candidates, today }: Plan, deck: Deck): Set<string> {
  const asked = new Set<string>();
  for (const { itemId, scenarioId } of candidates) {
    if (deck.cards.get(itemId)?.lastDay === today) asked.add(scenarioId);
  }
  return asked;
}

function pickOf({ candidate, card, kind, value }: Entry, today: Day): Pick {
  const { itemId, topic, weight } = candidate;
  const overdueDays = kind === 'due' && card ? today - dueDayOf(card, today) : 0;
  return { itemId, kind, topic, weight, overdueDays, ...value };
}

/**
 * What to ask, in order, and why, one by one: whoever needs the next item only pays for that. Pure: the
 * same plan and deck give the same queue. Re-asks come first; topics take turns as long as there are
 * two; of each scenario the best item is asked, and none if one was asked today (re-asks apart).
 */
export function* streamQueue(plan: Plan, deck: Deck, model: MemoryModel): Generator<Pick> {
  const asked = askedToday(plan, deck);
  const isDropped = ({ kind, candidate }: Entry) =>
    kind !== 'reask' && asked.has(candidate.scenarioId);
  let { lastTopic } = plan;
  for (const topics of sortOut(plan, deck, model)) {
    const heaps = [...topics].map(([topic, entries]) => ({
      topic,
      heap: createHeap(entries, isBefore),
    }));
    for (;;) {
      const best = bestHeap(heaps, isDropped, lastTopic);
      const entry = best?.take();
      if (!entry) break;
      lastTopic = entry.candidate.topic;
      if (entry.kind !== 'reask') asked.add(entry.candidate.scenarioId);
      yield pickOf(entry, plan.today);
    }
  }
}

/** The heap with the best head of another topic than the last, or of the last one when it stands alone. */
function bestHeap(
  heaps: readonly { readonly topic: string; readonly heap: Heap<Entry> }[],
  isDropped: (entry: Entry) => boolean,
  lastTopic: string | undefined,
): Heap<Entry> | undefined {
  let best: Heap<Entry> | undefined;
  let head: Entry | undefined;
  let same: Heap<Entry> | undefined;
  for (const { topic, heap } of heaps) {
    let entry = heap.peek();
    while (entry && isDropped(entry)) {
      heap.take();
      entry = heap.peek();
    }
    if (!entry) continue;
    if (topic === lastTopic) {
      same = heap;
    } else if (!head || isBefore(entry, head)) {
      best = heap;
      head = entry;
    }
  }
  return best ?? same;
}

/** The whole queue. The order shifts with every answer, so ask for it again after each. */
export const orderQueue = (plan: Plan, deck: Deck, model: MemoryModel): Pick[] => [
  ...streamQueue(plan, deck, model),
];

/** The next item to ask, and why; undefined when there is none. */
export function nextPick(plan: Plan, deck: Deck, model: MemoryModel): Pick | undefined {
  for (const pick of streamQueue(plan, deck, model)) return pick;
  return undefined;
}

/**
 * Plan and history in, ordered ids with reasons out: all that a simulator or another product needs.
 * @param history a learner's events, oldest first
 */
export function queueFromHistory(
  plan: Plan,
  history: readonly ProgressEvent[],
  calendars: Calendars,
  model: MemoryModel,
): Pick[] {
  return orderQueue(plan, foldEvents(EMPTY_DECK, history, calendars, model) ?? EMPTY_DECK, model);
}

/** Items that are held back until their lesson or lab was opened. */
export const leechesOf = ({ candidates }: Plan, deck: Deck): Candidate[] =>
  candidates.filter(({ itemId, remedies = [] }) => {
    const card = deck.cards.get(itemId);
    return card !== undefined && isLeech(card, remedies, deck);
  });
