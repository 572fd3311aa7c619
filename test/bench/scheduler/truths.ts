import { createFsrs, type MemoryModel } from '#scheduling';
import type { Draws } from './draws.ts';
import { DRAW, sigmoid } from './world.ts';

/** A ground truth about memory: what a scheduler never sees. Times are seconds since the first morning. */
export interface Truth {
  /** Chance to recall an item, 0 to 1; 0 for one never met. */
  recall(item: number, at: number): number;
  /** The learner met an item; the answer was shown either way. */
  meet(item: number, at: number, known: boolean): void;
}

/** `act-r-weak` is `act-r` for learners who keep little of a first meeting: the case against us. */
export type TruthName = 'fsrs' | 'act-r' | 'act-r-weak';

const DAY = 86_400;

/** The weights that ts-fsrs ships for FSRS-6; the schedulers are given these, the learners others. */
const FSRS_WEIGHTS = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835,
  0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
/** Spread of a learner's weights and of an item's stability, as standard deviations of the logarithm. */
const WEIGHT_SPREAD = 0.25;
const ITEM_SPREAD = 0.3;

interface Trace {
  readonly stability: number;
  readonly difficulty: number;
  readonly lastReviewedAt: number;
  readonly repetitions: number;
  readonly lapses: number;
  readonly at: number;
}

/** FSRS-6 with weights of the learner's own, and items that are easier or harder to keep. */
function fsrsTruth(draws: Draws): Truth {
  const model: MemoryModel = createFsrs({
    weights: FSRS_WEIGHTS.map(
      (weight, index) => weight * Math.exp(WEIGHT_SPREAD * draws.normal(DRAW.truth, index)),
    ),
  });
  const traces = new Map<number, Trace>();
  const ease = (item: number) => Math.exp(ITEM_SPREAD * draws.normal(DRAW.itemNoise, item));
  const elapsed = (at: number, since: number) => Math.max(0, at - since) / DAY;
  return {
    recall(item, at) {
      const trace = traces.get(item);
      if (!trace) return 0;
      // Noise acts on how fast the item fades, not on the state, so that it does not pile up.
      return model.retrievability(trace, elapsed(at, trace.at) / ease(item));
    },
    meet(item, at, known) {
      const before = traces.get(item);
      const isSameDay = before && Math.floor(at / DAY) === Math.floor(before.at / DAY);
      const days = before && !isSameDay ? elapsed(at, before.at) / ease(item) : 0;
      traces.set(item, { ...model.review(before, known ? 'good' : 'again', days, at), at });
    },
  };
}

/**
 * Pavlik & Anderson (2005, 2008): each meeting leaves a trace that fades by a power law, faster when it
 * was laid down while the item was still active, so that massed repeats are worth little.
 * Constants as published, but the gain: a case with a rationale leaves more than a word pair does. It
 * is set so that an item missed and explained today is recalled by three in four tomorrow, which is what
 * FSRS-6 found among its users (0.77).
 */
const DECAY_BASE = 0.177;
const DECAY_SCALE = 0.217;
const THRESHOLD = -0.704;
const NOISE = 0.255;
const GAIN = 1.1;
/** With this one in five recalls it. */
const WEAK_GAIN = 0.5;
const KNOWN_BONUS = 0.45;
/** Between sessions forgetting is slower: time beyond the session counts a fortieth. */
const BETWEEN_SESSIONS = 0.025;
const SESSION_SECONDS = 3600;
/** Learners and items differ in activation. */
const LEARNER_SPREAD = 0.15;
const ITEM_ACTIVATION_SPREAD = 0.15;

function actRTruth(draws: Draws, gain: number): Truth {
  const traces = new Map<number, { at: number; decay: number; strength: number }[]>();
  const learner = LEARNER_SPREAD * draws.normal(DRAW.truth, 0);
  const shift = (item: number) =>
    learner + ITEM_ACTIVATION_SPREAD * draws.normal(DRAW.itemNoise, item);
  const age = (seconds: number) =>
    Math.max(1, Math.min(seconds, SESSION_SECONDS)) +
    BETWEEN_SESSIONS * Math.max(0, seconds - SESSION_SECONDS);
  const activation = (item: number, at: number) =>
    Math.log(
      (traces.get(item) ?? []).reduce(
        (sum, trace) => sum + trace.strength * age(at - trace.at) ** -trace.decay,
        0,
      ),
    );
  return {
    recall: (item, at) =>
      traces.has(item) ? sigmoid((activation(item, at) + shift(item) - THRESHOLD) / NOISE) : 0,
    meet(item, at, known) {
      const decay = DECAY_BASE + DECAY_SCALE * Math.exp(activation(item, at));
      const strength = Math.exp(gain + (known ? KNOWN_BONUS : 0));
      traces.set(item, [...(traces.get(item) ?? []), { at, decay, strength }]);
    },
  };
}

export const truths: Readonly<Record<TruthName, (draws: Draws) => Truth>> = {
  fsrs: fsrsTruth,
  'act-r': (draws) => actRTruth(draws, GAIN),
  'act-r-weak': (draws) => actRTruth(draws, WEAK_GAIN),
};
