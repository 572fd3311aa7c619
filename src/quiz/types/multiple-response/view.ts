import { orderOptions, type OptionView } from '../shared.ts';
import type { MultipleResponse } from './schema.ts';

/** What the browser may see before the learner answers: how many to choose, but not which. */
export type MultipleResponseView = Pick<
  MultipleResponse,
  'type' | 'leadIn' | 'seconds' | 'choose'
> & { readonly options: readonly OptionView[] };

/** @param order option ids in the order to show */
export const viewMultipleResponse = (
  { type, leadIn, seconds, choose, options }: MultipleResponse,
  order: readonly string[],
): MultipleResponseView => ({
  type,
  leadIn,
  seconds,
  choose,
  options: orderOptions(options, order),
});
