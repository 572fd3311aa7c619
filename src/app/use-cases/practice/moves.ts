import type { PracticeOutcome, PracticeReply } from '#quiz';
import { answerEvent, markable, undoEvent } from './answer.ts';
import { newAsk, withNextAsk } from './ask.ts';
import type { AnswerInput, SessionInput, StartInput } from './contract.ts';
import { markEvent } from './items.ts';
import { secondsLeft } from './queue.ts';
import { replyWith } from './reply.ts';
import type { Scene, Stage } from './scene.ts';
import {
  answersOf,
  clearScreen,
  findAnswer,
  lastStep,
  readSession,
  type Answer,
  type StoredSession,
} from './session.ts';

/** Begins a session, unless today's open one is of the same mode and topic and no time of its own is asked for. */
export async function startSession(
  stage: Stage,
  scene: Scene,
  { learner, mode, topic, filter, minutes }: StartInput,
): Promise<PracticeReply> {
  const open = await readSession(stage.documents, learner);
  const isSame =
    open?.mode === mode &&
    open.topic === topic &&
    JSON.stringify(open.filter) === JSON.stringify(filter) &&
    open.day === scene.today &&
    !open.finished;
  if (open && isSame && minutes === undefined) return replyWith(stage, scene, open);
  const budgetSeconds = minutes === undefined ? secondsLeft(scene) : minutes * 60;
  const begun: StoredSession = {
    version: 1,
    id: stage.freshId(),
    mode: mode === 'item' ? 'today' : mode,
    ...(mode === 'topic' && topic !== undefined && { topic }),
    ...(mode === 'custom' && filter && { filter }),
    zone: scene.zone,
    day: scene.today,
    since: await stage.store.append(learner, []),
    ...((mode === 'today' || minutes !== undefined) && { budgetSeconds }),
    skipped: [],
    steps: [],
  };
  const session = withNextAsk(stage, scene, begun, []);
  await stage.documents.writeSession(learner, session);
  return replyWith(stage, scene, session);
}

/** `already-answered`, or `stale` when it was taken back since, if this very answer is in the log. */
async function findBefore(
  { store }: Stage,
  { learner }: Scene,
  session: StoredSession | undefined,
  { eventId }: AnswerInput,
): Promise<PracticeOutcome | undefined> {
  if (session?.ask?.eventId === eventId) {
    const answers = await answersOf(store, learner, session);
    return answers.some(({ id }) => id === eventId) ? 'already-answered' : undefined;
  }
  const found = await findAnswer(store, learner, eventId);
  if (!found) return undefined;
  return found.isUndone ? 'stale' : 'already-answered';
}

/** Marks and records the answer to the question on the screen. */
export async function answerInSession(
  stage: Stage,
  scene: Scene,
  input: AnswerInput,
): Promise<PracticeReply> {
  const session = await readSession(stage.documents, scene.learner);
  const before = await findBefore(stage, scene, session, input);
  if (before) return replyWith(stage, scene, session, before);
  if (!session) return replyWith(stage, scene, session, 'no-session');
  const { ask } = session;
  if (session.id !== input.sessionId || session.finished || ask?.eventId !== input.eventId) {
    return replyWith(stage, scene, session, 'stale');
  }
  const { itemId, variantSeed } = ask;
  const marked = markable(scene, { ...input, itemId, variantSeed });
  if ('refusal' in marked) {
    const { outcome, message } = marked.refusal;
    return replyWith(stage, scene, session, outcome, message);
  }
  await stage.store.append(scene.learner, [
    answerEvent(scene, marked.item, { ...input, variantSeed }),
  ]);
  return replyWith(stage, await stage.sceneOf(scene.learner, input.zone), session);
}

type Move = (session: StoredSession, answers: readonly Answer[]) => StoredSession;

/** Moves the session when the question on the learner's screen is its own; else shows where it is. */
async function moveOn(
  { stage, scene, input }: { stage: Stage; scene: Scene; input: SessionInput },
  move: Move,
): Promise<PracticeReply> {
  const { documents, store } = stage;
  const session = await readSession(documents, scene.learner);
  if (session?.id !== input.sessionId) return replyWith(stage, scene, session, 'no-session');
  if (session.finished || session.ask?.eventId !== input.eventId) {
    return replyWith(stage, scene, session);
  }
  const moved = move(session, await answersOf(store, scene.learner, session));
  await documents.writeSession(scene.learner, moved);
  return replyWith(stage, scene, moved);
}

const isAnswered = (answers: readonly Answer[], { eventId }: SessionInput) =>
  answers.some(({ id }) => id === eventId);

/** From an answered item to the next; an unanswered one stays. */
export const nextInSession = (stage: Stage, scene: Scene, input: SessionInput) =>
  moveOn({ stage, scene, input }, (session, answers) =>
    isAnswered(answers, input) ? withNextAsk(stage, scene, session, answers) : session,
  );

/** Leaves an unanswered item for another session. */
export const skipInSession = (stage: Stage, scene: Scene, input: SessionInput) =>
  moveOn({ stage, scene, input }, (session, answers) => {
    if (!session.ask || isAnswered(answers, input)) return session;
    const skipped = [...session.skipped, session.ask.itemId];
    const step = { do: 'skip', ask: session.ask, answered: answers.length } as const;
    const steps = [...session.steps, step];
    return withNextAsk(stage, scene, { ...session, skipped, steps }, answers);
  });

/** Takes the item on the screen out of the queue and goes on. */
export async function setAsideInSession(
  stage: Stage,
  scene: Scene,
  input: SessionInput & { readonly how: 'suspend' | 'bury' },
): Promise<PracticeReply> {
  const { learner } = scene;
  const session = await readSession(stage.documents, learner);
  if (session?.id !== input.sessionId) return replyWith(stage, scene, session, 'no-session');
  const { ask } = session;
  if (session.finished || ask?.eventId !== input.eventId) return replyWith(stage, scene, session);
  const mark = input.how === 'suspend' ? 'suspended' : 'buried';
  await stage.store.append(learner, [markEvent(stage, scene, ask.itemId, mark)]);
  const after = await stage.sceneOf(learner, input.zone);
  const answers = await answersOf(stage.store, learner, session);
  const steps = [...session.steps, { do: input.how, ask, answered: answers.length }];
  const moved = withNextAsk(stage, after, { ...session, steps }, answers);
  await stage.documents.writeSession(learner, moved);
  return replyWith(stage, after, moved);
}

/** Shows again what a skip or a setting aside took off the screen. */
async function undoStep(
  stage: Stage,
  scene: Scene,
  session: StoredSession,
  step: StoredSession['steps'][number],
): Promise<PracticeReply> {
  const { itemId } = step.ask;
  if (step.do !== 'skip') {
    const mark = step.do === 'suspend' ? 'resumed' : 'unburied';
    await stage.store.append(scene.learner, [markEvent(stage, scene, itemId, mark)]);
  }
  const again: StoredSession = {
    ...session,
    ask: step.ask,
    steps: session.steps.slice(0, -1),
    skipped: session.skipped.filter((id) => step.do !== 'skip' || id !== itemId),
  };
  delete again.finished;
  await stage.documents.writeSession(scene.learner, again);
  return replyWith(stage, await stage.sceneOf(scene.learner, scene.zone), again);
}

/** Takes the session's latest step back and shows its item again; a finished session is open again. */
export async function undoInSession(
  stage: Stage,
  scene: Scene,
  input: SessionInput,
): Promise<PracticeReply> {
  const { learner } = scene;
  const session = await readSession(stage.documents, learner);
  if (session?.id !== input.sessionId) return replyWith(stage, scene, session, 'no-session');
  const answers = await answersOf(stage.store, learner, session);
  const step = lastStep(session, answers);
  if (step?.ask.eventId === input.eventId) return undoStep(stage, scene, session, step);
  const last = answers.at(-1);
  if (!last) return replyWith(stage, scene, session, 'nothing-to-undo');
  if (last.id !== input.eventId) return replyWith(stage, scene, session, 'stale');
  await stage.store.append(learner, [undoEvent(stage, scene, last)]);
  const after = await stage.sceneOf(learner, input.zone);
  const item = after.bank.items.get(last.itemId);
  const again = clearScreen(session);
  delete again.finished;
  if (item) again.ask = newAsk(stage, after, item);
  await stage.documents.writeSession(learner, again);
  return replyWith(stage, after, again);
}

/** Ends the session; ending it twice changes nothing. */
export async function finishSession(
  stage: Stage,
  scene: Scene,
  sessionId: string,
): Promise<PracticeReply> {
  const session = await readSession(stage.documents, scene.learner);
  if (session?.id !== sessionId) return replyWith(stage, scene, session, 'no-session');
  const done = { ...clearScreen(session), finished: session.finished ?? ('stopped' as const) };
  await stage.documents.writeSession(scene.learner, done);
  return replyWith(stage, scene, done);
}
