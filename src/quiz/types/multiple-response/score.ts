import { keyIds } from '../../option.ts';
import { refuseOptions, type Response, type Score } from '../shared.ts';
import type { MultipleResponse } from './schema.ts';

export function refuseMultipleResponse(
  { options, choose }: MultipleResponse,
  response: Response,
): string | undefined {
  if (response.length !== choose) {
    const seen = response.length === 1 ? '1 option is' : `${response.length} options are`;
    return `${seen} chosen. Choose ${choose}.`;
  }
  return refuseOptions(options, response);
}

/**
 * Right only when exactly the keys are chosen, as AWS marks it. Points are keys chosen minus
 * distractors chosen, never below 0: they tell "nearly" from "not at all" in practice.
 */
export function scoreMultipleResponse({ options }: MultipleResponse, response: Response): Score {
  const keys = keyIds(options);
  const hits = keys.filter((id) => response.includes(id)).length;
  const misses = response.length - hits;
  return {
    points: Math.max(0, hits - misses),
    maxPoints: keys.length,
    isCorrect: hits === keys.length && misses === 0,
  };
}
