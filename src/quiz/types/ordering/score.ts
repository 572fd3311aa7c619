import { idsOf, refuseOptions, type Response, type Score } from '../shared.ts';
import type { Ordering } from './schema.ts';

export const keyOfOrdering = ({ steps }: Ordering): Response => idsOf(steps);

export function refuseOrdering(
  { steps, extras = [] }: Ordering,
  response: Response,
): string | undefined {
  if (response.length !== steps.length) {
    const seen = response.length === 1 ? '1 step is' : `${response.length} steps are`;
    return `${seen} in order. Put ${steps.length} in order.`;
  }
  return refuseOptions([...steps, ...extras], response);
}

/** Right only when every step has its place. Points count the steps that have. */
export function scoreOrdering({ steps }: Ordering, response: Response): Score {
  const points = steps.filter(({ id }, place) => response[place] === id).length;
  const isCorrect = points === steps.length && response.length === steps.length;
  return { points, maxPoints: steps.length, isCorrect };
}
