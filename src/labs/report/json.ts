import type { RunResult } from '../events.ts';

/** A run's result as JSON: the same names as in `RunResult`, with a version for those who parse it. */
export const printJson = (result: RunResult): string =>
  `${JSON.stringify({ v: 1, ...result }, undefined, 2)}\n`;

/** Results of several labs as JSON, in the order in which they were verified. */
export const printJsonOfAll = (results: readonly RunResult[]): string =>
  `${JSON.stringify({ v: 1, results }, undefined, 2)}\n`;
