import type { CatalogItem } from '#catalog';
import { EVENT_VERSION, type ProgressEventOf } from '#core';
import {
  drawnVariant,
  itemHash,
  optionOrder,
  refuseResponse,
  score,
  variantOf,
  type PracticeOutcome,
} from '#quiz';
import type { AnswerInput } from './contract.ts';
import type { Scene, Stage } from './scene.ts';
import type { Answer } from './session.ts';

/** An answer cannot have taken longer, in seconds: a laptop that slept should not spend the day's minutes. */
const MAX_SECONDS = 900;

/** What every event of practice carries. The time is the server's; the learner's zone says what day it is. */
export const envelope = ({ learner, now, zone, source }: Scene) =>
  ({ v: EVENT_VERSION, learner, at: new Date(now).toISOString(), zone, source }) as const;

/** The event an answer becomes. */
export function answerEvent(scene: Scene, item: CatalogItem, input: AnswerInput): Answer {
  const { variantSeed, response } = input;
  const variant = drawnVariant(item, variantSeed);
  return {
    ...envelope(scene),
    id: input.eventId,
    type: 'item-answered',
    itemId: item.id,
    itemHash: itemHash(item),
    sessionId: input.sessionId,
    variantSeed,
    ...(variant && { variant }),
    optionOrder: optionOrder(item, variantSeed),
    response: [...response],
    score: score(variantOf(item, variantSeed).authored, response),
    seconds: Math.min(Math.max(0, input.seconds), MAX_SECONDS),
    confidence: input.confidence,
  };
}

/** The event that takes an answer back. */
export const undoEvent = (
  { freshId }: Stage,
  scene: Scene,
  { id }: Answer,
): ProgressEventOf<'answer-undone'> => ({
  ...envelope(scene),
  id: freshId(),
  type: 'answer-undone',
  eventId: id,
});

/** Why an answer cannot be counted: the item is gone or edited, or the response does not fit it. */
export interface Refusal {
  readonly outcome: PracticeOutcome;
  readonly message?: string;
}

/** The item to mark, or why the answer cannot be counted. */
export function markable(
  { bank }: Scene,
  input: Pick<AnswerInput, 'itemId' | 'itemHash' | 'variantSeed' | 'response'>,
): { readonly item: CatalogItem } | { readonly refusal: Refusal } {
  const item = bank.items.get(input.itemId);
  if (!item) return { refusal: { outcome: 'item-retired' } };
  if (itemHash(item) !== input.itemHash) return { refusal: { outcome: 'item-changed' } };
  const message = refuseResponse(variantOf(item, input.variantSeed).authored, input.response);
  return message === undefined ? { item } : { refusal: { outcome: 'invalid-response', message } };
}
