/** A mean with half the width of its 95 % confidence interval. */
export interface Estimate {
  readonly mean: number;
  readonly halfWidth: number;
}

/** Two-sided 97.5 % point of the normal; with 200 pairs Student's t differs by 0.6 %. */
const Z = 1.96;

export function estimate(values: readonly number[]): Estimate {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, n - 1);
  return { mean, halfWidth: Z * Math.sqrt(variance / n) };
}

/** The mean of the differences of pairs, the same learner under both policies. */
export function pairedDifference(one: readonly number[], other: readonly number[]): Estimate {
  if (one.length !== other.length) throw new RangeError('Pairs want two lists of one length.');
  return estimate(one.map((value, index) => value - (other[index] ?? 0)));
}
