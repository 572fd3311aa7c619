import { estimateAbility, logistic } from '#analytics';
import type {
  PracticeMode,
  PracticeOutcome,
  PracticeReply,
  PracticeState,
  SummaryItem,
} from '#quiz';
import { shownItem, viewAsk, withNextAsk } from './ask.ts';
import { evidenceOf } from './evidence.ts';
import { feedbackOf, returnOf } from './feedback.ts';
import { messageFor } from './messages.ts';
import { dueCounts, fitting, queueOf } from './queue.ts';
import type { Scene, Stage } from './scene.ts';
import { answersOf, lastStep, secondsOf, type Answer, type StoredSession } from './session.ts';

/** Nothing to show. @param why by itself: there is nothing due, or nothing written */
export function emptyState(
  { model }: Stage,
  scene: Scene,
  mode: PracticeMode,
  topic?: string,
  why?: 'time-spent' | 'no-session',
): PracticeState {
  const nothing = scene.bank.candidates.length === 0 ? 'no-items' : 'nothing-due';
  const due = dueCounts(scene, model);
  const base = { phase: 'empty', mode, why: why ?? nothing, due } as const;
  return topic === undefined ? base : { ...base, topic };
}

/** How many items a session may still ask; a diagnostic does not know. */
function remainingIn(stage: Stage, scene: Scene, session: StoredSession, left: number): number {
  if (session.mode === 'diagnostic') return 0;
  return fitting(queueOf(scene, stage.model, session), left).length;
}

/** What a diagnostic found. */
function diagnosisOf({ bank }: Scene, answers: readonly Answer[]) {
  const evidence = answers.flatMap((answer) => {
    const item = bank.items.get(answer.itemId);
    return item ? [evidenceOf(item, answer)] : [];
  });
  const { mean, error } = estimateAbility(evidence);
  const margin = 1.96 * error;
  return { mean: logistic(mean), low: logistic(mean - margin), high: logistic(mean + margin) };
}

/** What every state of a session carries. */
function frameOf(stage: Stage, scene: Scene, session: StoredSession, answers: readonly Answer[]) {
  const last = answers.at(-1);
  const isAsking = session.ask !== undefined && last?.id !== session.ask.eventId;
  const left = (session.budgetSeconds ?? Infinity) - secondsOf(answers);
  const queue = session.finished ? 0 : remainingIn(stage, scene, session, left);
  const asked = session.filter?.count ?? Infinity;
  const undoable = lastStep(session, answers)?.ask.eventId ?? last?.id;
  return {
    sessionId: session.id,
    mode: session.mode,
    ...(session.topic !== undefined && { topic: session.topic }),
    progress: {
      answered: answers.length,
      correct: answers.filter(({ score }) => score.isCorrect).length,
      remaining: Math.max(Math.min(queue, asked - answers.length), isAsking ? 1 : 0),
    },
    ...(undoable && { undoable }),
  };
}

/** Each item of the session once, as it was answered last. */
function summaryOf({ deck, catalog, today }: Scene, answers: readonly Answer[]): SummaryItem[] {
  const latest = new Map(answers.map((answer) => [answer.itemId, answer]));
  return [...latest.values()].flatMap(({ itemId, score, confidence }) => {
    const card = deck.cards.get(itemId);
    const item = catalog.item(itemId);
    if (!card || !item) return [];
    const { isCorrect } = score;
    const { inDays } = returnOf(card, today);
    return [{ itemId, title: item.title, isCorrect, confidence, inDays }];
  });
}

function finishedState(
  stage: Stage,
  scene: Scene,
  session: StoredSession,
  answers: readonly Answer[],
): PracticeState {
  const why = session.finished ?? 'all-done';
  if (answers.length === 0 && why !== 'stopped') {
    const spent = why === 'time-spent' ? why : undefined;
    return emptyState(stage, scene, session.mode, session.topic, spent);
  }
  return {
    phase: 'finished',
    ...frameOf(stage, scene, session, answers),
    why,
    seconds: secondsOf(answers),
    items: summaryOf(scene, answers),
    due: dueCounts(scene, stage.model),
    ...(session.mode === 'diagnostic' &&
      answers.length > 0 && { diagnosis: diagnosisOf(scene, answers) }),
  };
}

/** Draws a session. A question that was edited or withdrawn meanwhile gives way to the next. */
async function stateOf(stage: Stage, scene: Scene, session: StoredSession): Promise<PracticeState> {
  const answers = await answersOf(stage.store, scene.learner, session);
  const item = shownItem(scene, session.ask);
  if (!session.finished && !item) {
    const moved = withNextAsk(stage, scene, session, answers);
    await stage.documents.writeSession(scene.learner, moved);
    return stateOf(stage, scene, moved);
  }
  const { ask } = session;
  if (session.finished || !ask || !item) return finishedState(stage, scene, session, answers);
  const answer = answers.find(({ id }) => id === ask.eventId);
  const card = answer && scene.deck.cards.get(item.id);
  const common = { ...frameOf(stage, scene, session, answers), ask: viewAsk(scene, item, ask) };
  if (!answer) return { ...common, phase: 'asking' };
  // Another process answered after this scene was read: look again.
  if (!card) return stateOf(stage, await stage.sceneOf(scene.learner, scene.zone), session);
  const feedback = feedbackOf(scene.catalog, item, answer, card, scene.today);
  return { ...common, phase: 'answered', feedback };
}

/** What to send back: the outcome, its sentence, and where the learner stands. */
export async function replyWith(
  stage: Stage,
  scene: Scene,
  session: StoredSession | undefined,
  outcome: PracticeOutcome = 'ok',
  given?: string,
): Promise<PracticeReply> {
  const state = session
    ? await stateOf(stage, scene, session)
    : emptyState(stage, scene, 'today', undefined, 'no-session');
  const message = given ?? messageFor(outcome);
  return { outcome, ...(message !== undefined && { message }), state };
}
