import { z } from 'zod';
import { Slug, line, type Option } from '../option.ts';

/** What every item has, whatever its type. */
export const itemShape = {
  id: Slug.describe('Local to the scenario; the full id is <course>/<scenario>/<id>. For ever.'),
  leadIn: line('the lead-in')
    .endsWith(
      '?',
      'The lead-in must be one question and end with "?". How many to choose is added by the page.',
    )
    .describe('The one closing question.'),
  seconds: z
    .int('Write the expected time in whole seconds, for example 75.')
    .min(10, 'Nobody reads and answers an item in under 10 seconds. Write the expected time.')
    .max(600, 'An item that takes over 10 minutes is a case study or a lab. Split it.')
    .describe('Time an able candidate needs, in seconds.'),
  retired: z.iso
    .date('Write the day as YYYY-MM-DD.')
    .optional()
    .describe('The day it was withdrawn. It is not asked any more; its history stays.'),
};

/** Options as the browser sees them: no key, no rationale, no misconception. */
export interface OptionView {
  readonly id: string;
  readonly text: string;
}

/** Marks for one response. All or nothing is `isCorrect`; `points` give partial feedback in practice. */
export interface Score {
  readonly points: number;
  readonly maxPoints: number;
  readonly isCorrect: boolean;
}

/** What the learner gave: ids, in the order of the type (for choices the order means nothing). */
export type Response = readonly string[];

/**
 * One type of question. A new one is a folder beside this file and a line in `index.ts`.
 * @template I the authored item @template V what the browser may see before the answer
 */
export interface QuestionType<I, V> {
  readonly schema: z.ZodType<I>;
  /** Ids that are shown in a drawn order; empty when the type has nothing to shuffle. */
  shuffles(item: I): readonly string[];
  /** The browser's view, options in the order given. Holds no key and no rationale. */
  view(item: I, order: readonly string[]): V;
  /** The right response. */
  key(item: I): Response;
  /** A sentence that says what is wrong with the shape of a response, or undefined when it can be marked. */
  refuse(item: I, response: Response): string | undefined;
  /** Marks a response that `refuse` lets through. */
  score(item: I, response: Response): Score;
}

/** Options in the order given; ids that are not in it come last, in the author's order. */
export function orderOptions(options: readonly Option[], order: readonly string[]): OptionView[] {
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return options
    .toSorted((one, other) => place(one.id) - place(other.id))
    .map(({ id, text }) => ({ id, text }));
}

/** A sentence when the response names an option that is not there, or one twice. */
export function refuseOptions(options: readonly Option[], response: Response): string | undefined {
  const unknown = response.find((id) => !options.some((option) => option.id === id));
  if (unknown !== undefined) {
    return `This item has no option "${unknown}". Load the item again and choose one of its options.`;
  }
  if (new Set(response).size < response.length) {
    return 'An option is chosen twice. Choose each at most once.';
  }
  return undefined;
}
