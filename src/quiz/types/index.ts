import { z } from 'zod';
import { seededRandom, shuffled } from '#core';
import { keyIds } from '../option.ts';
import { fillAll, type Variant } from '../variants.ts';
import { FillIn } from './fill-in/schema.ts';
import { keyOfFillIn, refuseFillIn, scoreFillIn } from './fill-in/score.ts';
import { explainFillIn, viewFillIn, type FillInView } from './fill-in/view.ts';
import { HotSpot, settleHotSpot } from './hot-spot/schema.ts';
import { keyOfHotSpot, refuseHotSpot, scoreHotSpot } from './hot-spot/score.ts';
import { explainHotSpot, listingOf, viewHotSpot, type HotSpotView } from './hot-spot/view.ts';
import { Matching } from './matching/schema.ts';
import { keyOfMatching, refuseMatching, scoreMatching } from './matching/score.ts';
import {
  explainMatching,
  orderMatching,
  viewMatching,
  type MatchingView,
} from './matching/view.ts';
import { MultipleResponse, settleMultipleResponse } from './multiple-response/schema.ts';
import { refuseMultipleResponse, scoreMultipleResponse } from './multiple-response/score.ts';
import { viewMultipleResponse, type MultipleResponseView } from './multiple-response/view.ts';
import { Ordering, settleOrdering } from './ordering/schema.ts';
import { keyOfOrdering, refuseOrdering, scoreOrdering } from './ordering/score.ts';
import { explainOrdering, stepIds, viewOrdering, type OrderingView } from './ordering/view.ts';
import {
  explainOptions,
  idsOf,
  orderOfOptions,
  type OptionFeedback,
  type QuestionType,
  type Response,
  type Score,
} from './shared.ts';
import { SingleChoice, settleSingleChoice } from './single-choice/schema.ts';
import { refuseSingleChoice, scoreSingleChoice } from './single-choice/score.ts';
import { viewSingleChoice, type SingleChoiceView } from './single-choice/view.ts';

/** The names of all types, for messages and choices. */
export const ITEM_TYPES = [
  'single-choice',
  'multiple-response',
  'ordering',
  'matching',
  'fill-in',
  'hot-spot',
] as const;

/** An item as its author wrote it, key and rationales included. Its id is local to the scenario. */
export const AuthoredItem = z.discriminatedUnion(
  'type',
  [SingleChoice, MultipleResponse, Ordering, Matching, FillIn, HotSpot],
  {
    error:
      'Unknown item type. Use single-choice, multiple-response, ordering, matching, fill-in or hot-spot.',
  },
);
export type AuthoredItem = z.infer<typeof AuthoredItem>;
export type ItemType = AuthoredItem['type'];

/** The part of an item that depends on its type, safe to send before the answer. */
export type QuestionView =
  SingleChoiceView | MultipleResponseView | OrderingView | MatchingView | FillInView | HotSpotView;

type Types = {
  [T in ItemType]: QuestionType<
    Extract<AuthoredItem, { type: T }>,
    Extract<QuestionView, { type: T }>
  >;
};

/** All types of question. A type that is missing here does not compile. */
export const questionTypes = {
  'single-choice': {
    schema: SingleChoice,
    settle: settleSingleChoice,
    order: orderOfOptions,
    view: viewSingleChoice,
    key: ({ options }) => keyIds(options),
    refuse: refuseSingleChoice,
    score: scoreSingleChoice,
    explain: ({ options }, response, order) => explainOptions(options, response, order),
  },
  'multiple-response': {
    schema: MultipleResponse,
    settle: settleMultipleResponse,
    order: orderOfOptions,
    view: viewMultipleResponse,
    key: ({ options }) => keyIds(options),
    refuse: refuseMultipleResponse,
    score: scoreMultipleResponse,
    explain: ({ options }, response, order) => explainOptions(options, response, order),
  },
  ordering: {
    schema: Ordering,
    settle: settleOrdering,
    order: (item, shuffle) => shuffle(stepIds(item)),
    view: viewOrdering,
    key: keyOfOrdering,
    refuse: refuseOrdering,
    score: scoreOrdering,
    explain: explainOrdering,
  },
  matching: {
    schema: Matching,
    settle: (item) => item,
    order: orderMatching,
    view: viewMatching,
    key: keyOfMatching,
    refuse: refuseMatching,
    score: scoreMatching,
    explain: explainMatching,
  },
  'fill-in': {
    schema: FillIn,
    settle: (item) => item,
    order: () => [],
    view: viewFillIn,
    key: keyOfFillIn,
    refuse: refuseFillIn,
    score: scoreFillIn,
    explain: explainFillIn,
  },
  'hot-spot': {
    schema: HotSpot,
    settle: settleHotSpot,
    order: (item) => idsOf(listingOf(item)),
    view: viewHotSpot,
    key: keyOfHotSpot,
    refuse: refuseHotSpot,
    score: scoreHotSpot,
    explain: explainHotSpot,
  },
} satisfies Types;

/** The functions of an item's own type, for an item whose type is known only at run time. */
function typeOf<T extends ItemType>(item: { readonly type: T }) {
  const types: Types = questionTypes;
  // The map's keys and the union's discriminants are the same by `Types`; TypeScript cannot follow that.
  return types[item.type] as unknown as QuestionType<AuthoredItem, QuestionView>;
}

/** The item as it is in one variant: templates filled, nothing conditional left. */
export const settleItem = (item: AuthoredItem, variant: Variant): AuthoredItem =>
  typeOf(item).settle(fillAll(item, variant), variant);

/** Marks a response. Expects one that `refuseResponse` lets through. */
export const score = (item: AuthoredItem, response: Response): Score =>
  typeOf(item).score(item, response);

/** What is wrong with the response's shape (unknown option, too many), in a sentence; undefined when it can be marked. */
export const refuseResponse = (item: AuthoredItem, response: Response): string | undefined =>
  typeOf(item).refuse(item, response);

/** The right response. Leaves the server only after the answer. */
export const keyOf = (item: AuthoredItem): Response => typeOf(item).key(item);

/** The ids of all that is shown, in the author's order (numbers ascending where the item says so). */
export const writtenOrder = (item: AuthoredItem): readonly string[] =>
  typeOf(item).order(item, (ids) => ids);

/** The ids in the order in which a seed shows them. The same seed always gives the same order. */
export function drawnOrder(item: AuthoredItem, seed: number): readonly string[] {
  const random = seededRandom(seed);
  return typeOf(item).order(item, (ids) => shuffled(ids, random));
}

/** The type's part of the browser's view, options in the order given. */
export const viewQuestion = (item: AuthoredItem, order: readonly string[]): QuestionView =>
  typeOf(item).view(item, order);

/** Every part with its rationale and what was given. Leaves the server only after the answer. */
export const explain = (
  item: AuthoredItem,
  response: Response,
  order: readonly string[],
): readonly OptionFeedback[] => typeOf(item).explain(item, response, order);

export type { OptionFeedback, OptionView, Response, Score } from './shared.ts';
export type { FillInView } from './fill-in/view.ts';
export type { HotSpotView } from './hot-spot/view.ts';
export type { MatchingView } from './matching/view.ts';
export type { MultipleResponseView } from './multiple-response/view.ts';
export type { OrderingView } from './ordering/view.ts';
export type { SingleChoiceView } from './single-choice/view.ts';
