import type { Day } from './calendar.ts';
import type { Card } from './deck.ts';
import type { MemoryModel } from './fsrs.ts';

/** Days ahead that count when there is no exam date: the exam is always "in a month". */
export const ROLLING_HORIZON_DAYS = 30;
/** A repeat is read faster than a first meeting; 35 s against 75 s in the simulation behind this. */
const REVIEW_TIME = 0.5;

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

/** Right from memory of the item, or by understanding its topic: either is enough. */
const either = (recall: number, topicChance: number) => 1 - (1 - recall) * (1 - topicChance);

/** Chance × weight per minute: the greedy policy that did best in simulation under two models of memory. */
export function valueOf(input: ValueInput, model: MemoryModel): Value {
  const { card, weight, topicChance, today } = input;
  const elapsed = card ? Math.max(0, today - card.lastDay) : 0;
  const recallNow = card ? model.retrievability(card, elapsed) : 0;
  const recallThen = card ? model.retrievability(card, elapsed + input.horizonDays) : 0;
  const chanceNow = either(recallNow, topicChance);
  const chanceBefore = either(recallThen, topicChance);
  const chanceIf = (rating: 'good' | 'again') => {
    const state = model.review(card, rating, elapsed, 0);
    return either(model.retrievability(state, input.horizonDays), topicChance);
  };
  const chanceAfter = chanceNow * chanceIf('good') + (1 - chanceNow) * chanceIf('again');
  const seconds = card ? input.seconds * REVIEW_TIME : input.seconds;
  const perMinute = (weight * (chanceAfter - chanceBefore)) / (seconds / 60);
  return { recallNow, chanceBefore, chanceAfter, seconds, perMinute };
}
