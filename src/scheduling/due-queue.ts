import type { ItemId } from '#core';
import type { Day } from './calendar.ts';
import { dueDayOf, type Card, type Deck } from './deck.ts';
import type { MemoryModel } from './fsrs.ts';
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

/** Of the first answers in each topic, the share that was known; pulled to one half while there are few. */
function topicChances({ candidates }: Plan, deck: Deck): (topic: string) => number {
  const counts = new Map<string, { known: number; seen: number }>();
  for (const { itemId, topic } of candidates) {
    const card = deck.cards.get(itemId);
    if (!card) continue;
    const { known, seen } = counts.get(topic) ?? { known: 0, seen: 0 };
    counts.set(topic, { known: known + (card.firstWasKnown ? 1 : 0), seen: seen + 1 });
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

/** All that may be asked, each with its value. */
function rank(plan: Plan, deck: Deck, model: MemoryModel): Pick[] {
  const chanceOf = topicChances(plan, deck);
  const horizon = horizonDays(plan.today, plan.examDay);
  return plan.candidates.flatMap(({ itemId, topic, seconds, weight }) => {
    if (plan.excluded?.has(itemId)) return [];
    const card = deck.cards.get(itemId);
    const kind = kindOf(card, deck, plan);
    if (kind === undefined || (kind === 'ahead' && !plan.includesAhead)) return [];
    const value = valueOf(
      {
        card,
        weight,
        seconds,
        topicChance: chanceOf(topic),
        today: plan.today,
        horizonDays: horizon,
      },
      model,
    );
    const overdueDays = kind === 'due' && card ? plan.today - dueDayOf(card, plan.today) : 0;
    return [{ itemId, kind, topic, weight, overdueDays, ...value }];
  });
}

/** Re-asks first, items that are not due last, the rest by value; equals keep the order they came in. */
const PLACE: Record<PickKind, number> = { reask: 0, due: 1, new: 1, ahead: 2 };
const inOrder = (one: Pick, other: Pick) =>
  PLACE[one.kind] - PLACE[other.kind] || other.perMinute - one.perMinute;

/** Takes the best pick of another topic than the last one, among those of the same rank. */
function interleave(picks: readonly Pick[], lastTopic: string | undefined): Pick[] {
  const rest = [...picks];
  const result: Pick[] = [];
  let topic = lastTopic;
  while (rest[0]) {
    const rank = PLACE[rest[0].kind];
    const other = rest.findIndex((pick) => PLACE[pick.kind] === rank && pick.topic !== topic);
    const [next] = rest.splice(Math.max(0, other), 1);
    if (!next) break;
    result.push(next);
    topic = next.topic;
  }
  return result;
}

/** Leaves the best item of each scenario, and none of a scenario that was asked today, re-asks apart. */
function dropSiblings(picks: readonly Pick[], { candidates, today }: Plan, deck: Deck): Pick[] {
  const scenarioOf = new Map(candidates.map(({ itemId, scenarioId }) => [itemId, scenarioId]));
  const asked = new Set(
    candidates
      .filter(({ itemId }) => deck.cards.get(itemId)?.lastDay === today)
      .map(({ scenarioId }) => scenarioId),
  );
  return picks.filter(({ itemId, kind }) => {
    const scenario = scenarioOf.get(itemId) ?? itemId;
    if (kind === 'reask') return true;
    if (asked.has(scenario)) return false;
    asked.add(scenario);
    return true;
  });
}

/**
 * What to ask, in order, and why. Pure: the same plan and deck give the same queue. The order shifts
 * with every answer, so ask for it again after each; a session needs only the first pick.
 */
export function orderQueue(plan: Plan, deck: Deck, model: MemoryModel): Pick[] {
  const ranked = rank(plan, deck, model).toSorted(inOrder);
  return interleave(dropSiblings(ranked, plan, deck), plan.lastTopic);
}
