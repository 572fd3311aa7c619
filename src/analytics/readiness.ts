/** The version of the method below; changes whenever its figures would. */
export const READINESS_METHOD = 1;
/** First attempts, or answers in each domain of one mock, below which nothing is predicted. */
export const LEAST_FIRST_ATTEMPTS = 60;
export const LEAST_PER_DOMAIN = 5;
/** The raw share that is assumed to pass, and how far it may be off. AWS does not publish it. */
export const ASSUMED_CUT = 0.7;
export const CUT_DEVIATION = 0.02;
/** Questions that count in an associate exam. */
const SCORED_QUESTIONS = 50;
const NINETY_FIVE = 1.96;

export interface Tally {
  readonly right: number;
  readonly of: number;
}

/** A domain of the exam with what is known of the learner in it. */
export interface DomainEvidence {
  readonly id: number;
  readonly title: string;
  /** Share of the exam, 0 to 1. */
  readonly weight: number;
  /** First attempts in practice. */
  readonly practice: Tally;
  /** Items of mock exams, held out from practice. */
  readonly mocks: Tally;
}

export interface ReadinessInput {
  /** Domains for which there are items; the others cannot be judged here. */
  readonly domains: readonly DomainEvidence[];
  readonly firstAttempts: number;
  readonly mockCount: number;
  /** Answers per domain id of the mock that has most. */
  readonly bestMock: ReadonlyMap<number, number>;
}

/** What a prediction rested on. */
export interface RestedOn {
  readonly firstAttempts: number;
  readonly mocks: number;
  readonly mockAnswers: number;
  readonly cut: number;
  readonly cutDeviation: number;
}

export type Readiness =
  | {
      readonly kind: 'too-early';
      /** First attempts still missing. */
      readonly missing: number;
      readonly restedOn: RestedOn;
    }
  | {
      readonly kind: 'predicted';
      readonly chance: number;
      readonly low: number;
      readonly high: number;
      /** Expected share of right answers. */
      readonly share: number;
      /** The domain where more first attempts would narrow the interval most. */
      readonly mostOpen: { readonly id: number; readonly title: string };
      /** The domain where more right answers would raise the chance most. */
      readonly weakest: { readonly id: number; readonly title: string; readonly share: number };
      readonly restedOn: RestedOn;
    };

/** The normal distribution function (Abramowitz and Stegun 7.1.26, error below 1.5e-7). */
export function normalBelow(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const polynomial =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = (polynomial * Math.exp(-x * x)) / 2;
  return z > 0 ? 1 - tail : tail;
}

/** Mean and variance of a share after so many right of so many; uniform before any. */
function posterior({ right, of }: Tally): { readonly mean: number; readonly variance: number } {
  const [alpha, beta] = [1 + right, 1 + of - right];
  const sum = alpha + beta;
  return { mean: alpha / sum, variance: (alpha * beta) / (sum ** 2 * (sum + 1)) };
}

function isEnough({ firstAttempts, bestMock, domains }: ReadinessInput): boolean {
  if (domains.length === 0) return false;
  if (firstAttempts >= LEAST_FIRST_ATTEMPTS) return true;
  return domains.every(({ id }) => (bestMock.get(id) ?? 0) >= LEAST_PER_DOMAIN);
}

/**
 * The chance of passing, from answers to questions that were new to the learner. Repeated questions say
 * nothing: in simulation "predicted recall of the bank" was worse than a coin.
 */
export function readinessOf(input: ReadinessInput): Readiness {
  const { domains, firstAttempts, mockCount } = input;
  const restedOn: RestedOn = {
    firstAttempts,
    mocks: mockCount,
    mockAnswers: domains.reduce((sum, { mocks }) => sum + mocks.of, 0),
    cut: ASSUMED_CUT,
    cutDeviation: CUT_DEVIATION,
  };
  const total = domains.reduce((sum, { weight }) => sum + weight, 0);
  const parts = domains.map(({ id, title, weight, practice, mocks }) => ({
    id,
    title,
    weight: weight / total,
    ...posterior({ right: practice.right + mocks.right, of: practice.of + mocks.of }),
  }));
  const [first] = parts;
  if (!isEnough(input) || !first) {
    return { kind: 'too-early', missing: LEAST_FIRST_ATTEMPTS - firstAttempts, restedOn };
  }
  const share = parts.reduce((sum, { weight, mean }) => sum + weight * mean, 0);
  const variance = parts.reduce((sum, part) => sum + part.weight ** 2 * part.variance, 0);
  const sampling = (share * (1 - share)) / SCORED_QUESTIONS + CUT_DEVIATION ** 2;
  const chanceAt = (mean: number, spread: number) =>
    normalBelow((mean - ASSUMED_CUT) / Math.sqrt(sampling + spread));
  const margin = NINETY_FIVE * Math.sqrt(variance);
  const mostOpen = parts.reduce((one, other) =>
    other.weight ** 2 * other.variance > one.weight ** 2 * one.variance ? other : one,
  );
  const weakest = parts.reduce((one, other) =>
    other.weight * (1 - other.mean) > one.weight * (1 - one.mean) ? other : one,
  );
  const chance = chanceAt(share, variance);
  return {
    kind: 'predicted',
    chance,
    // Far from the cut the wider spread pulls the chance itself towards one half, past an end.
    low: Math.min(chance, chanceAt(share - margin, 0)),
    high: Math.max(chance, chanceAt(share + margin, 0)),
    share,
    mostOpen: { id: mostOpen.id, title: mostOpen.title },
    weakest: { id: weakest.id, title: weakest.title, share: weakest.mean },
    restedOn,
  };
}

/** A prediction and what came of it. */
export interface Outcome {
  readonly chance: number;
  readonly passed: boolean;
}

/** Mean squared error of predictions: 0 is perfect, 0.25 a coin. Absent without outcomes. */
export function brierScore(outcomes: readonly Outcome[]): number | undefined {
  if (outcomes.length === 0) return undefined;
  const errors = outcomes.map(({ chance, passed }) => (chance - (passed ? 1 : 0)) ** 2);
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}
