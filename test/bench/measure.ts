/** What the benches share: taking times and printing them. */

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** @param share 0 to 1 */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[
    Math.min(values.length - 1, Math.floor(values.length * share))
  ] ?? Number.NaN;

/** Each time of `work`, in ms. */
export async function times(
  rounds: number,
  work: (round: number) => unknown,
): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    await work(round);
    taken.push(performance.now() - started);
  }
  return taken;
}

/** Median time of `work`, in ms. */
export const time = async (rounds: number, work: (round: number) => unknown): Promise<number> =>
  median(await times(rounds, work));

export const print = (name: string, value: string) => console.log(`${name.padEnd(66)} ${value}`);
export const ms = (value: number) => `${value.toFixed(2)} ms`;
export const perSecond = (value: number) => `${Math.round(value)}/s`;
