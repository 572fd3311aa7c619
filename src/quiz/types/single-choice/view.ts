import { orderOptions, type OptionView } from '../shared.ts';
import type { SingleChoice } from './schema.ts';

/** What the browser may see before the learner answers: no key, no rationales. */
export type SingleChoiceView = Pick<SingleChoice, 'type' | 'leadIn' | 'seconds'> & {
  readonly options: readonly OptionView[];
};

/** @param order option ids in the order to show */
export const viewSingleChoice = (
  { type, leadIn, seconds, options }: SingleChoice,
  order: readonly string[],
): SingleChoiceView => ({ type, leadIn, seconds, options: orderOptions(options, order) });
