import type { Day } from './calendar.ts';
import type { Card } from './deck.ts';
import type { MemoryModel } from './fsrs.ts';

/** Days ahead that count when there is no exam date: the exam is always "in a month". */
export const ROLLING_HORIZON_DAYS = 30;
/** A repeat is read faster than a first meeting; 35 s against 75 s in the simulation behind this. */
export const REVIEW_TIME = 0.5;

/** What asking an item now is worth, and how that was reckoned. */
export interface Value {
  /** Chance of recall today, 0 to 1; 0 for an item never seen. */
  readonly recallNow: number;
  /** Chance to be right on the exam's day if it is not asked now. */
  readonly chanceBefore: number;
  /** The same chance if it is asked now. */
  readonly chanceAfter: number;
  /** Expected time, in seconds. */
  readonly seconds: number;
  /** Weight × gain in chance ÷ minutes. What the queue is sorted by. */
  readonly perMinute: number;
}

export interface ValueInput {
  readonly card: Card | undefined;
  /** Share of the exam that this item stands for, 0 to 1. */
  readonly weight: number;
  /** Time of a first meeting, in seconds. */
  readonly seconds: number;
  /** Chance to solve it by understanding its topic alone, 0 to 1. */
  readonly topicChance: number;
  readonly today: Day;
  readonly horizonDays: number;
}

/** How many days ahead the exam is; a month when there is none, or when it is over. */
export function horizonDays(today: Day, examDay?: Day): number {
  if (examDay === undefined || examDay < today) return ROLLING_HORIZON_DAYS;
  return Math.max(1, examDay - today);
}

/** Chances of recall of one card, each 0 to 1: all that its value needs of the memory model. */
interface Outlook {
  readonly now: number;
  /** On the exam's day, if it is not asked now, is asked and known, is asked and not known. */
  readonly then: number;
  readonly thenIfKnown: number;
  readonly thenIfNot: number;
}

function outlook(
  card: Card | undefined,
  elapsed: number,
  horizon: number,
  model: MemoryModel,
): Outlook {
  const thenIf = (rating: 'good' | 'again') =>
    model.retrievability(model.review(card, rating, elapsed, 0), horizon);
  return {
    now: card ? model.retrievability(card, elapsed) : 0,
    then: card ? model.retrievability(card, elapsed + horizon) : 0,
    thenIfKnown: thenIf('good'),
    thenIfNot: thenIf('again'),
  };
}

/** Stands for all items never seen: before its first review one is like the other. */
const UNSEEN = {};
type Known = WeakMap<
  object,
  { readonly elapsed: number; readonly horizon: number; readonly outlook: Outlook }
>;
/** Cards never change and models are pure, so what was reckoned once holds for the rest of the day. */
const outlooks = new WeakMap<MemoryModel, Known>();

function outlookOf(
  card: Card | undefined,
  elapsed: number,
  horizon: number,
  model: MemoryModel,
): Outlook {
  let known = outlooks.get(model);
  if (!known) outlooks.set(model, (known = new WeakMap()));
  const before = known.get(card ?? UNSEEN);
  if (before && before.elapsed === elapsed && before.horizon === horizon) return before.outlook;
  const reckoned = outlook(card, elapsed, horizon, model);
  known.set(card ?? UNSEEN, { elapsed, horizon, outlook: reckoned });
  return reckoned;
}

/** Right from memory of the item, or by understanding its topic: either is enough. */
export const either = (recall: number, topicChance: number) => 1 - (1 - recall) * (1 - topicChance);

/** Chance × weight per minute: the greedy policy that did best in simulation under two models of memory. */
export function valueOf(input: ValueInput, model: MemoryModel): Value {
  const { card, weight, topicChance, today } = input;
  const elapsed = card ? Math.max(0, today - card.lastDay) : 0;
  const { now, then, thenIfKnown, thenIfNot } = outlookOf(card, elapsed, input.horizonDays, model);
  const chanceNow = either(now, topicChance);
  const chanceBefore = either(then, topicChance);
  const chanceAfter =
    chanceNow * either(thenIfKnown, topicChance) + (1 - chanceNow) * either(thenIfNot, topicChance);
  const seconds = card ? input.seconds * REVIEW_TIME : input.seconds;
  const perMinute = (weight * (chanceAfter - chanceBefore)) / (seconds / 60);
  return { recallNow: now, chanceBefore, chanceAfter, seconds, perMinute };
}
