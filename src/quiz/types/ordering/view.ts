import {
  idsOf,
  inOrder,
  toView,
  type OptionFeedback,
  type OptionView,
  type Response,
} from '../shared.ts';
import type { Ordering } from './schema.ts';

/** What the browser may see before the learner answers: the steps, and how many have a place. */
export type OrderingView = Pick<Ordering, 'type' | 'leadIn' | 'seconds'> & {
  /** How many steps are to be put in order; there may be more on the screen. */
  readonly choose: number;
  readonly options: readonly OptionView[];
};

const allSteps = ({ steps, extras = [] }: Ordering) => [...steps, ...extras];
export const stepIds = (item: Ordering): string[] => idsOf(allSteps(item));

/** @param order step ids in the order to show */
export const viewOrdering = (item: Ordering, order: readonly string[]): OrderingView => ({
  type: item.type,
  leadIn: item.leadIn,
  seconds: item.seconds,
  choose: item.steps.length,
  options: inOrder(allSteps(item), order).map(toView),
});

const ordinal = (place: number) => (place < 0 ? 'left out' : `place ${place + 1}`);

/** The steps in the right order, then those that have no place. */
export const explainOrdering = (item: Ordering, response: Response): OptionFeedback[] => [
  ...item.steps.map(({ id, text, rationale, misconception }, place) => {
    const given = response.indexOf(id);
    const isRight = given === place;
    return {
      id,
      text,
      isKey: true,
      isChosen: isRight,
      rationale,
      mark: String(place + 1),
      ...(!isRight && { wanted: ordinal(place), given: ordinal(given), misconception }),
    };
  }),
  ...(item.extras ?? []).map(({ id, text, rationale, misconception }) => {
    const given = response.indexOf(id);
    const wrong = given >= 0 && { wanted: ordinal(-1), given: ordinal(given), misconception };
    return { id, text, isKey: false, isChosen: given >= 0, rationale, mark: '–', ...wrong };
  }),
];
