import type { Draws } from './draws.ts';
import type { Policy } from './policies/policy.ts';
import type { Truth } from './truths.ts';
import { DRAW, sigmoid, TOPICS, type Budget, type Learner } from './world.ts';

const DAY = 86_400;
/** Study begins at seven in the evening; the exam at nine in the morning. */
const STUDY_AT = 19 * 3600;
const EXAM_AT = 9 * 3600;
/** Seconds for a meeting: right, wrong. */
const FIRST = [75, 115] as const;
const REVIEW = [35, 70] as const;
const SAME_DAY = [18, 40] as const;
/** Chance to hit the key without knowing, and to say so afterwards. */
const LUCKY = 0.25;
const ADMITS = 0.5;
/** In an item that was met, reasoning from the topic counts half: memory of the item gets in its way. */
const REASONING = 0.5;

/** Chance to know an item: by memory of it, or by understanding its topic. */
export function chanceToKnow(
  { items, mastery, gain }: Learner,
  truth: Truth,
  at: number,
): (item: number, isMet: boolean) => number {
  const sums = new Array<number>(TOPICS).fill(0);
  const sizes = new Array<number>(TOPICS).fill(0);
  items.forEach(({ topic }, index) => {
    sums[topic] = (sums[topic] ?? 0) + truth.recall(index, at);
    sizes[topic] = (sizes[topic] ?? 0) + 1;
  });
  return (index, isMet) => {
    const item = items[index];
    if (!item) return 0;
    const { topic, difficulty } = item;
    const grown = (gain * (sums[topic] ?? 0)) / Math.max(1, sizes[topic] ?? 1);
    const reasoning = sigmoid((mastery[topic] ?? 0) + grown - difficulty);
    if (!isMet) return reasoning;
    return 1 - (1 - truth.recall(index, at)) * (1 - REASONING * reasoning);
  };
}

/** What came of a learner's weeks. */
export interface Outcome {
  /** Blueprint-weighted chance of a right answer over the bank on the exam's day, 0 to 1. */
  readonly exam: number;
  /** Share of the bank that was met. */
  readonly coverage: number;
  readonly meetings: number;
}

/** One learner studies by one policy until the exam. */
export function simulate(
  learner: Learner,
  truth: Truth,
  draws: Draws,
  { days, minutesPerDay }: Budget,
  policy: Policy,
): Outcome {
  const times = new Array<number>(learner.items.length).fill(0);
  const lastDay = new Map<number, number>();
  let meetings = 0;

  function meet(index: number, day: number, now: number): number {
    const before = times[index] ?? 0;
    const known =
      draws.uniform(DRAW.known, index, before) <
      chanceToKnow(learner, truth, now)(index, before > 0);
    const isLucky = !known && draws.uniform(DRAW.guess, index, before) < LUCKY;
    const isAdmitted = isLucky && draws.uniform(DRAW.admits, index, before) < ADMITS;
    const isRight = known || isLucky;
    const kind = before === 0 ? FIRST : lastDay.get(index) === day ? SAME_DAY : REVIEW;
    const seconds = kind[isRight ? 0 : 1] * (learner.items[index]?.length ?? 1) * learner.pace;
    const at = now + seconds;
    truth.meet(index, at, known);
    times[index] = before + 1;
    lastDay.set(index, day);
    meetings += 1;
    policy.record({ item: index, isRight, isGuess: isAdmitted, at, day, seconds });
    return at;
  }

  for (let day = 0; day < days; day += 1) {
    if (!learner.attends(day)) continue;
    let now = day * DAY + STUDY_AT;
    const end = now + minutesPerDay * 60;
    while (now < end) {
      const item = policy.next(now, day);
      if (item === undefined) break;
      now = meet(item, day, now);
    }
  }

  const know = chanceToKnow(learner, truth, days * DAY + EXAM_AT);
  const right = (index: number) => {
    const known = know(index, (times[index] ?? 0) > 0);
    return known + (1 - known) * LUCKY;
  };
  const weights = learner.items.reduce((sum, { weight }) => sum + weight, 0);
  return {
    exam:
      learner.items.reduce((sum, { weight }, index) => sum + weight * right(index), 0) / weights,
    coverage: times.filter((count) => count > 0).length / times.length,
    meetings,
  };
}
