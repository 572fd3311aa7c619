import { keyIds } from '../../option.ts';
import { refuseOptions, type Response, type Score } from '../shared.ts';
import type { SingleChoice } from './schema.ts';

export function refuseSingleChoice(
  { options }: SingleChoice,
  response: Response,
): string | undefined {
  if (response.length === 1) return refuseOptions(options, response);
  return response.length === 0
    ? 'No option is chosen. Choose one.'
    : `${response.length} options are chosen. Choose one.`;
}

/** One point for the key, none for anything else. */
export function scoreSingleChoice({ options }: SingleChoice, response: Response): Score {
  const isCorrect = response.length === 1 && response[0] === keyIds(options)[0];
  return { points: isCorrect ? 1 : 0, maxPoints: 1, isCorrect };
}
