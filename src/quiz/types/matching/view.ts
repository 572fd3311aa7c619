import {
  idsOf,
  inOrder,
  toView,
  type OptionFeedback,
  type OptionView,
  type Response,
  type Shuffle,
} from '../shared.ts';
import type { Matching } from './schema.ts';
import { targetGiven } from './score.ts';

/** What the browser may see before the learner answers: both lists, and no pairs. */
export type MatchingView = Pick<Matching, 'type' | 'leadIn' | 'seconds'> & {
  /** How many pairs make a whole response: one per prompt. */
  readonly choose: number;
  /** The prompts. */
  readonly options: readonly OptionView[];
  readonly targets: readonly OptionView[];
};

/** Both lists are drawn, each by itself. */
export const orderMatching = ({ prompts, targets }: Matching, shuffle: Shuffle): string[] => [
  ...shuffle(idsOf(prompts)),
  ...shuffle(idsOf(targets)),
];

/** @param order ids of prompts and targets in the order to show */
export const viewMatching = (
  { type, leadIn, seconds, prompts, targets }: Matching,
  order: readonly string[],
): MatchingView => ({
  type,
  leadIn,
  seconds,
  choose: prompts.length,
  options: inOrder(prompts, order).map(toView),
  targets: inOrder(targets, order).map(toView),
});

/** Every prompt with the target that it belongs to. */
export function explainMatching(
  { prompts, targets }: Matching,
  response: Response,
  order: readonly string[],
): OptionFeedback[] {
  const textOf = (id: string | undefined) => targets.find((one) => one.id === id)?.text;
  return inOrder(prompts, order).map(({ id, text, target, rationale, misconception }) => {
    const given = targetGiven(response, id);
    const isChosen = given === target;
    return {
      id,
      text,
      isKey: true,
      isChosen,
      rationale,
      wanted: textOf(target) ?? target,
      ...(!isChosen && { given: textOf(given) ?? 'nothing', misconception }),
    };
  });
}
