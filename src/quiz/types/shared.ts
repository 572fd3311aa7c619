import { z } from 'zod';
import { Slug, line, type Option } from '../option.ts';
import type { Variant } from '../variants.ts';

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

/** How the options of a choice are shown. */
export const OptionOrder = z
  .enum(['drawn', 'ascending'], 'Write `order: ascending`, or leave it out: then it is drawn.')
  .optional()
  .describe('`ascending` sorts by the first number in each text; otherwise the order is drawn.');

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

/**
 * What the learner gave, as texts: for choices, steps and lines their ids (the order means something
 * for steps alone), for a matching `prompt=target` per prompt, for a fill-in what was typed.
 */
export type Response = readonly string[];

/** One part of an item after the answer: an option, a step, a pair, a line or what was typed. */
export interface OptionFeedback {
  readonly id: string;
  readonly text: string;
  /** Belongs to the right response. */
  readonly isKey: boolean;
  /** Was given as it should be; for a distractor: was chosen. */
  readonly isChosen: boolean;
  readonly rationale: string;
  /** What stands before it: a place or a line's number. Absent for a letter by its place. */
  readonly mark?: string;
  /** What is right for this part and what was given, in words, where chosen or not does not say it. */
  readonly wanted?: string;
  readonly given?: string;
  /** What somebody believes who got this part wrong; only told when the learner did. */
  readonly misconception?: string;
}

/** Puts ids in the order in which they are shown. */
export type Shuffle = (ids: readonly string[]) => readonly string[];

/**
 * One type of question. A new one is a folder beside this file and a line in `index.ts`.
 * @template I the authored item @template V what the browser may see before the answer
 */
export interface QuestionType<I, V> {
  readonly schema: z.ZodType<I>;
  /** The item as it is in one variant, its templates filled already: nothing conditional is left. */
  settle(item: I, variant: Variant): I;
  /** Ids of all that can be shown, in the order of showing. */
  order(item: I, shuffle: Shuffle): readonly string[];
  /** The browser's view, parts in the order given. Holds no key and no rationale. */
  view(item: I, order: readonly string[]): V;
  /** The right response. */
  key(item: I): Response;
  /** A sentence that says what is wrong with the shape of a response, or undefined when it can be marked. */
  refuse(item: I, response: Response): string | undefined;
  /** Marks a response that `refuse` lets through. */
  score(item: I, response: Response): Score;
  /** Every part with its rationale, for after the answer. */
  explain(item: I, response: Response, order: readonly string[]): readonly OptionFeedback[];
}

/** Things in the order given; those that are not in it come last, in the author's order. */
export function inOrder<T extends { readonly id: string }>(
  things: readonly T[],
  order: readonly string[],
): T[] {
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return things.toSorted((one, other) => place(one.id) - place(other.id));
}

export const toView = ({ id, text }: OptionView): OptionView => ({ id, text });
export const idsOf = (things: readonly { readonly id: string }[]): string[] =>
  things.map(({ id }) => id);

/** Options in the order given. */
export const orderOptions = (options: readonly Option[], order: readonly string[]): OptionView[] =>
  inOrder(options, order).map(toView);

/** The first number in a text, such as 29 in "29 s" and 10000 in "10,000 requests". */
const numberIn = (text: string) => {
  const found = /-?\d[\d,]*(?:\.\d+)?/.exec(text)?.[0];
  return found === undefined ? undefined : Number(found.replaceAll(',', ''));
};

/** Ids in a drawn order, or by their numbers where the item says so. */
export function orderOfOptions(
  { options, order }: { readonly options: readonly Option[]; readonly order?: string | undefined },
  shuffle: Shuffle,
): readonly string[] {
  if (order !== 'ascending') return shuffle(idsOf(options));
  const value = ({ text }: Option) => numberIn(text) ?? Infinity;
  return idsOf(options.toSorted((one, other) => value(one) - value(other)));
}

/** Reports options without a number where they are to be sorted by number. */
export function refineOrder(
  { options, order }: { readonly options: readonly Option[]; readonly order?: string | undefined },
  ctx: z.RefinementCtx,
): void {
  const plain = options.find(({ text }) => !text.includes('{{') && numberIn(text) === undefined);
  if (order !== 'ascending' || !plain) return;
  const message = `Option "${plain.id}" has no number to sort by. Write one, or leave \`order\` out.`;
  ctx.addIssue({ code: 'custom', path: ['order'], message });
}

/** What can be said of each option after the answer. */
export const explainOptions = (
  options: readonly Option[],
  response: Response,
  order: readonly string[],
): OptionFeedback[] =>
  inOrder(options, order).map(({ id, text, correct, rationale, misconception }) => {
    const isChosen = response.includes(id);
    return {
      id,
      text,
      isKey: correct === true,
      isChosen,
      rationale,
      ...(isChosen && misconception !== undefined && { misconception }),
    };
  });

/** A sentence when the response names an option that is not there, or one twice. */
export function refuseOptions(
  options: readonly { readonly id: string }[],
  response: Response,
): string | undefined {
  const unknown = response.find((id) => !options.some((option) => option.id === id));
  if (unknown !== undefined) {
    return `This item has no option "${unknown}". Load the item again and choose one of its options.`;
  }
  if (new Set(response).size < response.length) {
    return 'An option is chosen twice. Choose each at most once.';
  }
  return undefined;
}

/** Reports ids that are used twice. @param path of the list, with its index appended */
export function refineIds(
  things: readonly { readonly id: string; readonly path: readonly (string | number)[] }[],
  ctx: z.RefinementCtx,
): void {
  things.forEach(({ id, path }, index) => {
    if (things.findIndex((other) => other.id === id) === index) return;
    const message = `Id "${id}" is used twice in this item. Give each part its own.`;
    ctx.addIssue({ code: 'custom', path: [...path, 'id'], message });
  });
}
