import type { Draws } from './draws.ts';

/** Share of each domain in the exam, as SAA-C03 has them. */
export const DOMAIN_WEIGHTS: readonly number[] = [0.3, 0.26, 0.24, 0.2];
/** The domain of each of the 13 topics. */
const TOPIC_DOMAINS = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3] as const;
export const TOPICS = TOPIC_DOMAINS.length;

/** A length of time and a pace of study. */
export interface Budget {
  readonly name: string;
  readonly days: number;
  readonly minutesPerDay: number;
}

/** An item as the world knows it. The place in the bank is the order in which list-bound policies meet it. */
export interface WorldItem {
  readonly topic: number;
  /** Share of the exam: its domain's weight, spread evenly over the domain's items. */
  readonly weight: number;
  /** On the scale of mastery. */
  readonly difficulty: number;
  /** Factor on all times. */
  readonly length: number;
}

/** One learner with a bank: what chance decided before the first day. */
export interface Learner {
  readonly items: readonly WorldItem[];
  /** Mastery of each topic before study. */
  readonly mastery: readonly number[];
  /** How much mastery of a topic grows when all its items are recalled. */
  readonly gain: number;
  /** Factor on all times: above 1 is slow. */
  readonly pace: number;
  attends(day: number): boolean;
}

/** Names of draws, so that no two purposes share one. */
export const DRAW = {
  ability: 1,
  topicOffset: 2,
  difficulty: 3,
  length: 4,
  pace: 5,
  topicSize: 6,
  itemTopic: 7,
  attendance: 8,
  known: 9,
  guess: 10,
  admits: 11,
  truth: 12,
  itemNoise: 13,
  policy: 14,
} as const;

/** The chance to miss a day of study. */
const ABSENCE = 0.1;

export const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** A bank whose topics differ in size, in shuffled order, and a learner of middling ability. */
export function createLearner(draws: Draws, itemCount: number): Learner {
  const sizes = TOPIC_DOMAINS.map((_, topic) =>
    Math.exp(0.5 * draws.normal(DRAW.topicSize, topic)),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const topicOf = (item: number) => {
    let left = draws.uniform(DRAW.itemTopic, item) * total;
    return Math.max(
      0,
      sizes.findIndex((size) => (left -= size) < 0),
    );
  };
  const topics = Array.from({ length: itemCount }, (_, item) => topicOf(item));
  const domainOf = (topic: number) => TOPIC_DOMAINS[topic] ?? 0;
  const inDomain = (domain: number) => topics.filter((topic) => domainOf(topic) === domain).length;
  const shares = DOMAIN_WEIGHTS.map((weight, domain) => weight / Math.max(1, inDomain(domain)));
  const ability = -0.3 + 0.7 * draws.normal(DRAW.ability);
  return {
    items: topics.map((topic, item) => ({
      topic,
      weight: shares[domainOf(topic)] ?? 0,
      difficulty: draws.normal(DRAW.difficulty, item),
      length: Math.exp(0.25 * draws.normal(DRAW.length, item)),
    })),
    mastery: TOPIC_DOMAINS.map((_, topic) => ability + 0.5 * draws.normal(DRAW.topicOffset, topic)),
    gain: 1.2,
    pace: Math.exp(0.2 * draws.normal(DRAW.pace)),
    attends: (day) => draws.uniform(DRAW.attendance, day) >= ABSENCE,
  };
}
