import type { CatalogItem } from '#catalog';
import type { ItemId } from '#core';
import type { PracticeReply, PracticeState } from '#quiz';
import { answerEvent, markable, undoEvent } from './answer.ts';
import { newAsk, viewAsk } from './ask.ts';
import type { AnswerInput, SessionInput } from './contract.ts';
import { feedbackOf } from './feedback.ts';
import { messageFor, outcomeMessages } from './messages.ts';
import { emptyState } from './reply.ts';
import type { Scene, Stage } from './scene.ts';
import { findAnswer, type Answer } from './session.ts';

/** Sessions of single items, as lessons ask them, are named so. They are not stored: seed and id travel with the question. */
const PREFIX = 'check-';
export const isCheck = ({ sessionId }: { readonly sessionId: string }) =>
  sessionId.startsWith(PREFIX);

function ask(stage: Stage, scene: Scene, item: CatalogItem, sessionId?: string): PracticeReply {
  const state: PracticeState = {
    phase: 'asking',
    sessionId: sessionId ?? `${PREFIX}${stage.freshId()}`,
    mode: 'item',
    progress: { answered: 0, correct: 0, remaining: 1 },
    ask: viewAsk(scene, item, newAsk(stage, scene, item)),
  };
  return { outcome: 'ok', state };
}

/** Asks one item by itself. Nothing is stored until it is answered. */
export function startCheck(stage: Stage, scene: Scene, id: ItemId | undefined): PracticeReply {
  const item = id === undefined ? undefined : scene.bank.items.get(id);
  if (item) return ask(stage, scene, item);
  const isRetired = id !== undefined && scene.catalog.item(id) !== undefined;
  const outcome = isRetired ? 'item-retired' : 'unknown-item';
  const state = emptyState(stage, scene, 'item', undefined, 'no-session');
  return { outcome, message: outcomeMessages[outcome], state };
}

function answeredState(
  stage: Stage,
  scene: Scene,
  item: CatalogItem,
  answer: Answer,
): PracticeState {
  const card = scene.deck.cards.get(item.id);
  const { id: eventId, variantSeed, sessionId, score } = answer;
  const common = {
    sessionId,
    mode: 'item',
    progress: { answered: 1, correct: score.isCorrect ? 1 : 0, remaining: 0 },
    ask: viewAsk(scene, item, { ...newAsk(stage, scene, item), eventId, variantSeed }),
    undoable: eventId,
  } as const;
  if (!card) return { ...common, phase: 'asking' };
  const feedback = feedbackOf(scene.catalog, item, answer, card, scene.today);
  return { ...common, phase: 'answered', feedback };
}

/** Marks and records the answer to a single item. */
export async function answerCheck(
  stage: Stage,
  scene: Scene,
  input: AnswerInput,
): Promise<PracticeReply> {
  const { store } = stage;
  const marked = markable(scene, input);
  if ('refusal' in marked) {
    const { outcome, message = messageFor(outcome) } = marked.refusal;
    const again = startCheck(stage, scene, input.itemId);
    return { ...again, outcome, ...(message !== undefined && { message }) };
  }
  const { item } = marked;
  const before = await store.append(scene.learner, []);
  // The store skips an id that it holds: then the log's end stays where it was.
  const isRepeat =
    (await store.append(scene.learner, [answerEvent(scene, item, input)])) === before;
  const after = await stage.sceneOf(scene.learner, input.zone);
  const found = isRepeat
    ? await findAnswer(store, scene.learner, input.eventId)
    : { answer: answerEvent(scene, item, input), isUndone: false };
  if (!found || found.isUndone || found.answer.itemId !== item.id) {
    return { ...ask(stage, after, item), outcome: 'stale', message: outcomeMessages.stale };
  }
  const state = answeredState(stage, after, item, found.answer);
  if (!isRepeat) return { outcome: 'ok', state };
  return { outcome: 'already-answered', message: outcomeMessages['already-answered'], state };
}

/** Takes the answer to a single item back, and asks it again. */
export async function undoCheck(
  stage: Stage,
  scene: Scene,
  input: SessionInput,
): Promise<PracticeReply> {
  const found = await findAnswer(stage.store, scene.learner, input.eventId);
  const item = found && scene.bank.items.get(found.answer.itemId);
  if (!found || !item) return startCheck(stage, scene, found?.answer.itemId);
  if (!found.isUndone) {
    await stage.store.append(scene.learner, [undoEvent(stage, scene, found.answer)]);
  }
  return ask(stage, await stage.sceneOf(scene.learner, input.zone), item, input.sessionId);
}
