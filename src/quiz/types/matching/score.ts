import type { Response, Score } from '../shared.ts';
import type { Matching } from './schema.ts';

/** One pair of a response. */
const pairOf = (prompt: string, target: string) => `${prompt}=${target}`;

/** The target that a response gives to a prompt. */
export const targetGiven = (response: Response, prompt: string): string | undefined =>
  response.find((pair) => pair.startsWith(`${prompt}=`))?.slice(prompt.length + 1);

export const keyOfMatching = ({ prompts }: Matching): Response =>
  prompts.map(({ id, target }) => pairOf(id, target));

export function refuseMatching(
  { prompts, targets }: Matching,
  response: Response,
): string | undefined {
  const known = new Set(
    prompts.flatMap(({ id }) => targets.map((target) => pairOf(id, target.id))),
  );
  const unknown = response.find((pair) => !known.has(pair));
  if (unknown !== undefined) {
    return `This item has no pair "${unknown}". Load the item again and pair what it shows.`;
  }
  const paired = new Set(response.map((pair) => pair.split('=')[0]));
  if (paired.size < response.length) return 'A prompt is paired twice. Pair each once.';
  if (paired.size === prompts.length) return undefined;
  const seen = paired.size === 1 ? '1 prompt is' : `${paired.size} prompts are`;
  return `${seen} paired. Pair all ${prompts.length}.`;
}

/** Right only when every pair is. Points count the right pairs. */
export function scoreMatching({ prompts }: Matching, response: Response): Score {
  const points = prompts.filter(({ id, target }) => targetGiven(response, id) === target).length;
  return { points, maxPoints: prompts.length, isCorrect: points === prompts.length };
}
