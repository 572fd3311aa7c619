import { z } from 'zod';
import { keyIds } from '../option.ts';
import { MultipleResponse } from './multiple-response/schema.ts';
import { refuseMultipleResponse, scoreMultipleResponse } from './multiple-response/score.ts';
import { viewMultipleResponse, type MultipleResponseView } from './multiple-response/view.ts';
import type { QuestionType, Response, Score } from './shared.ts';
import { SingleChoice } from './single-choice/schema.ts';
import { refuseSingleChoice, scoreSingleChoice } from './single-choice/score.ts';
import { viewSingleChoice, type SingleChoiceView } from './single-choice/view.ts';

/** An item as its author wrote it, key and rationales included. Its id is local to the scenario. */
export const AuthoredItem = z.discriminatedUnion('type', [SingleChoice, MultipleResponse], {
  error: 'Unknown item type. Use single-choice or multiple-response.',
});
export type AuthoredItem = z.infer<typeof AuthoredItem>;
export type ItemType = AuthoredItem['type'];

/** The part of an item that depends on its type, safe to send before the answer. */
export type QuestionView = SingleChoiceView | MultipleResponseView;

type Types = {
  [T in ItemType]: QuestionType<
    Extract<AuthoredItem, { type: T }>,
    Extract<QuestionView, { type: T }>
  >;
};

const chooses = ({ options }: AuthoredItem) => options.map(({ id }) => id);

/** All types of question. A type that is missing here does not compile. */
export const questionTypes = {
  'single-choice': {
    schema: SingleChoice,
    shuffles: chooses,
    view: viewSingleChoice,
    key: ({ options }) => keyIds(options),
    refuse: refuseSingleChoice,
    score: scoreSingleChoice,
  },
  'multiple-response': {
    schema: MultipleResponse,
    shuffles: chooses,
    view: viewMultipleResponse,
    key: ({ options }) => keyIds(options),
    refuse: refuseMultipleResponse,
    score: scoreMultipleResponse,
  },
} satisfies Types;

/** The functions of an item's own type, for an item whose type is known only at run time. */
function typeOf<T extends ItemType>(item: { readonly type: T }) {
  const types: Types = questionTypes;
  // The map's keys and the union's discriminants are the same by `Types`; TypeScript cannot follow that.
  return types[item.type] as unknown as QuestionType<AuthoredItem, QuestionView>;
}

/** Marks a response. Expects one that `refuseResponse` lets through. */
export const score = (item: AuthoredItem, response: Response): Score =>
  typeOf(item).score(item, response);

/** What is wrong with the response's shape (unknown option, too many), in a sentence; undefined when it can be marked. */
export const refuseResponse = (item: AuthoredItem, response: Response): string | undefined =>
  typeOf(item).refuse(item, response);

/** The right response. Leaves the server only after the answer. */
export const keyOf = (item: AuthoredItem): Response => typeOf(item).key(item);

/** The ids that are shown in a drawn order. */
export const shuffleable = (item: AuthoredItem): readonly string[] => typeOf(item).shuffles(item);

/** The type's part of the browser's view, options in the order given. */
export const viewQuestion = (item: AuthoredItem, order: readonly string[]): QuestionView =>
  typeOf(item).view(item, order);

export type { OptionView, Response, Score } from './shared.ts';
export type { SingleChoiceView } from './single-choice/view.ts';
export type { MultipleResponseView } from './multiple-response/view.ts';
export { SingleChoice } from './single-choice/schema.ts';
export { MultipleResponse } from './multiple-response/schema.ts';
