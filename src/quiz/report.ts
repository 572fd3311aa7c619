import type { ExamPlan } from './plans.ts';
import type { ExamSubmitted } from './exam.ts';

/** How many were right, of how many that count. */
export interface Tally {
  readonly right: number;
  readonly of: number;
}

/** A scaled score as far as it can be told. AWS publishes neither the scale nor the raw cut. */
export interface Estimate {
  /** 100 to 1000. */
  readonly score: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** Against the cut: `above` and `below` when the whole interval is. */
  readonly verdict: 'above' | 'below' | 'open';
}

/** Standard deviations on each side that hold 95 % of a normal distribution. */
const NINETY_FIVE = 1.96;

/** Wilson's interval for a share, which is honest with few items too. */
export function shareInterval({ right, of }: Tally): {
  readonly low: number;
  readonly high: number;
} {
  if (of === 0) return { low: 0, high: 1 };
  const share = right / of;
  const square = NINETY_FIVE ** 2;
  const centre = (share + square / (2 * of)) / (1 + square / of);
  const half =
    (NINETY_FIVE / (1 + square / of)) *
    Math.sqrt((share * (1 - share)) / of + square / (4 * of ** 2));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** A straight line from none right to all right: the plainest guess at a scale that is not public. */
const scaled = (share: number) => Math.round(100 + 900 * share);

export function estimateOf(tally: Tally, cutScore: number): Estimate {
  const { low, high } = shareInterval(tally);
  const estimate = {
    score: scaled(tally.of === 0 ? 0 : tally.right / tally.of),
    low: scaled(low),
    high: scaled(high),
  };
  const verdict = estimate.low >= cutScore ? 'above' : estimate.high < cutScore ? 'below' : 'open';
  return { ...estimate, verdict };
}

type Result = ExamSubmitted['results'][number];

export const tallyOf = (results: readonly Pick<Result, 'outcome'>[]): Tally => ({
  right: results.filter(({ outcome }) => outcome === 'right').length,
  of: results.filter(({ outcome }) => outcome !== 'void').length,
});

/** Each domain of the plan with its results, also those without any. */
export const byDomain = (plan: Pick<ExamPlan, 'domains'>, results: readonly Result[]) =>
  plan.domains.map(({ id, title }) => ({
    id,
    title,
    ...tallyOf(results.filter(({ domain }) => domain === id)),
  }));
