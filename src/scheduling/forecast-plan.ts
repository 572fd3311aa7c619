import { seededRandom } from '#core';
import type { Day } from './calendar.ts';
import { reviewCard, type Deck } from './deck.ts';
import { streamQueue, topicChances, type Plan } from './due-queue.ts';
import type { MemoryModel } from './fsrs.ts';
import { either, ROLLING_HORIZON_DAYS } from './value.ts';

/** What is planned: until when, and how long a day. */
export interface Intention extends Pick<Plan, 'candidates' | 'today' | 'now' | 'examDay'> {
  readonly minutesPerDay: number;
}

/** Where a plan leads, if it is kept and memory is what the model says. */
export interface PlanForecast {
  /** Days of practice, today included; the day of the exam is none. */
  readonly days: number;
  readonly items: number;
  /** Items met at least once by the exam. */
  readonly reached: number;
  /** Mean chance of a right answer on the exam's day, weighted as the exam weighs; 0 to 1. */
  readonly chance: number;
  /** The same if nothing is practised from now on. */
  readonly chanceIdle: number;
}

/** The same learner every time, so that only the plan makes a difference. */
const SEED = 1;

/** Mean chance over the bank on a day. */
function chanceOn(day: Day, { candidates }: Intention, deck: Deck, model: MemoryModel): number {
  const chanceOf = topicChances(candidates, deck);
  let [sum, weights] = [0, 0];
  for (const { itemId, topic, weight } of candidates) {
    const card = deck.cards.get(itemId);
    const recall = card ? model.retrievability(card, day - card.lastDay) : 0;
    sum += weight * either(recall, chanceOf(topic));
    weights += weight;
  }
  return weights === 0 ? 0 : sum / weights;
}

/**
 * Plays a plan day by day with the queue itself: each day the best items that fit into its minutes, each
 * known with the chance that the model gives it. One play, so read it as a forecast of the order of things.
 */
export function forecastPlan(intention: Intention, deck: Deck, model: MemoryModel): PlanForecast {
  const { candidates, today, now, examDay, minutesPerDay } = intention;
  const isAhead = examDay !== undefined && examDay > today;
  const end = isAhead ? examDay : today + ROLLING_HORIZON_DAYS;
  const random = seededRandom(SEED);
  const chanceOf = topicChances(candidates, deck);
  const cards = new Map(deck.cards);
  const played = { ...deck, cards };
  let { answers } = deck;
  for (let day = today; day < end; day += 1) {
    let left = minutesPerDay * 60;
    if (day === deck.latest.day) left -= deck.latest.seconds;
    const plan: Plan = { candidates, now, today: day, examDay, includesAhead: isAhead };
    for (const { itemId, topic, seconds, recallNow } of streamQueue(plan, played, model)) {
      if (left <= 0) break;
      left -= seconds;
      answers += 1;
      const isKnown = random.next() < either(recallNow, chanceOf(topic));
      const at = now + (day - today) * 86_400_000;
      const rating = isKnown ? 'good' : 'again';
      cards.set(itemId, reviewCard(cards.get(itemId), itemId, rating, { at, day, answers }, model));
    }
  }
  return {
    days: end - today,
    items: candidates.length,
    reached: candidates.filter(({ itemId }) => cards.has(itemId)).length,
    chance: chanceOn(end, intention, played, model),
    chanceIdle: chanceOn(end, intention, deck, model),
  };
}
