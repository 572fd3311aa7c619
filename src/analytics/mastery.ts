import { chanceOf, informationOf, logistic } from './rasch.ts';

/** A first attempt at an item, or a lab that passed, as evidence of what a learner can do. */
export interface Attempt {
  readonly topic: string;
  /** On the scale of ability: the author's level until pooled answers say otherwise. */
  readonly difficulty: number;
  /** One over the number of options; 0 where nothing can be guessed, as in a lab. */
  readonly guess: number;
  readonly isKnown: boolean;
}

/** Answers below which a topic's mastery is not shown. */
export const LEAST_ANSWERS = 8;

/** How well a topic is known. */
export interface TopicMastery {
  readonly topic: string;
  readonly answers: number;
  /** Chance to know an item of middling difficulty with its 95 % interval; absent below 8 answers. */
  readonly estimate?: { readonly mean: number; readonly low: number; readonly high: number };
  /** Ability on the topic, shown or not: for what picks by it. */
  readonly ability: number;
}

/** Steps of the learner's ability and of a topic's offset: large at first, then smaller. */
const LEARNER_STEP = 0.9;
const TOPIC_STEP = 0.7;
const DECAY = 0.08;
/** Spread of topics around the learner's own ability: what pulls a topic with few answers back. */
const TOPIC_SPREAD = 0.6;
const NINETY_FIVE = 1.96;

interface Running {
  answers: number;
  offset: number;
  information: number;
}

/**
 * Elo on a Rasch scale: one ability per learner, one offset per topic that is shrunk towards it, first
 * attempts only, in order. In simulation this beat topic-wise proportions by far while answers are few.
 */
export function topicMastery(
  attempts: readonly Attempt[],
  topics: readonly string[],
): TopicMastery[] {
  const running = new Map<string, Running>();
  let ability = 0;
  attempts.forEach(({ topic, difficulty, guess, isKnown }, index) => {
    const state = running.get(topic) ?? { answers: 0, offset: 0, information: 0 };
    const error = (isKnown ? 1 : 0) - chanceOf(ability + state.offset, difficulty, guess);
    state.information += informationOf(ability + state.offset, difficulty, guess);
    // Of an error, the learner's ability takes what the decay leaves; the offset shrinks towards none.
    ability += (LEARNER_STEP / (1 + DECAY * index)) * error;
    state.offset += (TOPIC_STEP / (1 + DECAY * state.answers)) * error;
    state.answers += 1;
    running.set(topic, state);
  });
  return topics.map((topic) => {
    const { answers, offset, information } = running.get(topic) ?? {
      answers: 0,
      offset: 0,
      information: 0,
    };
    const prior = 1 / TOPIC_SPREAD ** 2;
    const mean = ability + offset * (information / (information + prior));
    const error = 1 / Math.sqrt(information + prior);
    const shown = {
      mean: logistic(mean),
      low: logistic(mean - NINETY_FIVE * error),
      high: logistic(mean + NINETY_FIVE * error),
    };
    const isShown = answers >= LEAST_ANSWERS;
    return { topic, answers, ability: mean, ...(isShown && { estimate: shown }) };
  });
}
