import type { LearnerId } from '#core';
import { answerCheck, isCheck, startCheck, undoCheck } from './practice/check.ts';
import type { Practice, PracticeDeps, StartInput } from './practice/contract.ts';
import { readHistory } from './practice/history.ts';
import { itemReports, markedItems, markItem, noteItem, reportItem } from './practice/items.ts';
import { unknownTopic } from './practice/messages.ts';
import {
  answerInSession,
  finishSession,
  nextInSession,
  setAsideInSession,
  skipInSession,
  startSession,
  undoInSession,
} from './practice/moves.ts';
import { dueCounts } from './practice/queue.ts';
import { emptyState, replyWith } from './practice/reply.ts';
import { createStage, type Scene, type Stage } from './practice/scene.ts';
import { answersOf, readSession } from './practice/session.ts';
import { createTurns } from './turns.ts';

export type * from './practice/contract.ts';
export type { History, HistoryDay, HistoryItem, HistoryTopic } from './practice/history.ts';

async function start(stage: Stage, scene: Scene, input: StartInput) {
  if (input.mode === 'item') return startCheck(stage, scene, input.item);
  const { topic = '' } = input;
  const { topics } = scene.bank;
  if (input.mode !== 'topic' || topics.includes(topic)) return startSession(stage, scene, input);
  const state = emptyState(stage, scene, 'topic', topic);
  return { outcome: 'unknown-topic', message: unknownTopic(topic, topics), state } as const;
}

async function due(stage: Stage, learner: LearnerId) {
  const session = await readSession(stage.documents, learner);
  const scene = await stage.sceneOf(learner, session?.zone);
  if (!session || session.finished || session.day !== scene.today) {
    return dueCounts(scene, stage.model);
  }
  const { mode, topic } = session;
  const { length: answered } = await answersOf(stage.store, learner, session);
  const open = { mode, answered, ...(topic !== undefined && { topic }) };
  return dueCounts(scene, stage.model, open);
}

/**
 * Practice over a store and a catalog. The log is the truth: what is kept beside it (the session, the
 * folded snapshot) only says where the learner stands, and may be lost.
 * @param stage one that others play on too; it is closed with practice
 */
export function createPractice(deps: PracticeDeps, stage: Stage = createStage(deps)): Practice {
  const turns = createTurns();
  /** Runs a request in the learner's turn, with the scene of that moment. */
  const inTurn = <I extends { learner: LearnerId; zone?: string | undefined }, R>(
    run: (stage: Stage, scene: Scene, input: I) => Promise<R>,
  ) => {
    return (input: I) =>
      turns(input.learner, async () =>
        run(stage, await stage.sceneOf(input.learner, input.zone), input),
      );
  };

  return {
    start: inTurn(start),
    current: (learner) =>
      turns(learner, async () => {
        const session = await readSession(stage.documents, learner);
        return replyWith(stage, await stage.sceneOf(learner, session?.zone), session);
      }),
    answer: inTurn((_, scene, input) =>
      isCheck(input) ? answerCheck(stage, scene, input) : answerInSession(stage, scene, input),
    ),
    next: inTurn(nextInSession),
    skip: inTurn(skipInSession),
    setAside: inTurn(setAsideInSession),
    mark: inTurn(markItem),
    note: inTurn(noteItem),
    report: inTurn(reportItem),
    marked: (learner) => turns(learner, async () => markedItems(await stage.sceneOf(learner))),
    reports: (learner) =>
      turns(learner, async () => itemReports(stage, await stage.sceneOf(learner))),
    undo: inTurn((_, scene, input) =>
      isCheck(input) ? undoCheck(stage, scene, input) : undoInSession(stage, scene, input),
    ),
    finish: inTurn((_, scene, { sessionId }) => finishSession(stage, scene, sessionId)),
    due: (learner) => turns(learner, () => due(stage, learner)),
    history: (learner) =>
      turns(learner, async () => {
        const { store, model } = stage;
        return readHistory({ ...(await stage.sceneOf(learner)), store, model });
      }),
    close: () => stage.close(),
  };
}
