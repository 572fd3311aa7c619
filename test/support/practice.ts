import { itemId, seededRandom } from '#core';
import type { Catalog } from '#catalog';
import { createMemoryDocuments, createMemoryStore } from '#progress/memory';
import type { PracticeReply, PracticeState } from '#quiz';
import { createPractice } from '../../src/app/use-cases/practice.ts';
import { scenario, tinyCatalog } from './catalog.ts';
import { fakeClock } from './clock.ts';
import { ada } from './events.ts';

export const ZONE = 'Europe/Berlin';

/** Scenarios in turn of two topics, each with one item whose key is `a`. */
export const someScenarios = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    scenario(`case-${index}`, { topic: index % 2 ? 'api-keys' : 'throttling-quotas' }),
  );

/** Practice over a memory store, with a clock to turn and content to edit. */
export function practiceSetup({
  catalog = tinyCatalog(someScenarios(12)),
  minutesPerDay = 60,
  examDate,
}: { catalog?: Catalog; minutesPerDay?: number; examDate?: string } = {}) {
  const clock = fakeClock();
  const store = createMemoryStore();
  const documents = createMemoryDocuments({
    zone: ZONE,
    dayStartHour: 4,
    minutesPerDay,
    createdAt: '2026-11-01T10:00:00Z',
    ...(examDate !== undefined && { examDate }),
  });
  let content = catalog;
  const deps = { catalog: () => content, store, documents, clock, random: seededRandom(7) };
  const setup = {
    ...deps,
    deps,
    practice: createPractice(deps),
    /** A second process, or the first after a restart. */
    restarted: () => createPractice(deps),
    edit: (next: Catalog) => {
      content = next;
    },
    today: () => setup.practice.start({ learner: ada, zone: ZONE, mode: 'today' }),
    /** Answers what is asked: `a` is right, `b` wrong. */
    answer: (
      state: PracticeState,
      response = ['a'],
      more: { confidence?: 'guessed' | 'unsure' | 'sure' | 'easy'; seconds?: number } = {},
    ) => setup.practice.answer(answerTo(state, response, more)),
    next: (state: PracticeState) => setup.practice.next(screenOf(state)),
    undo: (state: PracticeState) => setup.practice.undo(screenOf(state)),
    events: () => Array.fromAsync(store.read(ada)),
  };
  return setup;
}

/** The state, which must be asking. */
export function asking(reply: PracticeReply) {
  const { state } = reply;
  if (state.phase !== 'asking')
    throw new Error(`expected a question, got ${JSON.stringify(reply)}`);
  return state;
}

/** The state, which must be answered. */
export function answeredState(reply: PracticeReply) {
  const { state } = reply;
  if (state.phase !== 'answered')
    throw new Error(`expected feedback, got ${JSON.stringify(reply)}`);
  return state;
}

/** What names the learner's screen. */
export function screenOf(state: PracticeState) {
  if (state.phase !== 'asking' && state.phase !== 'answered')
    throw new Error(`nothing on screen: ${state.phase}`);
  return { learner: ada, zone: ZONE, sessionId: state.sessionId, eventId: state.ask.eventId };
}

export function answerTo(
  state: PracticeState,
  response: readonly string[],
  {
    confidence = 'sure',
    seconds = 30,
  }: { confidence?: 'guessed' | 'unsure' | 'sure' | 'easy'; seconds?: number } = {},
) {
  if (state.phase !== 'asking' && state.phase !== 'answered')
    throw new Error(`nothing asked: ${state.phase}`);
  const { item, variantSeed } = state.ask;
  return {
    ...screenOf(state),
    itemId: itemId(item.id),
    itemHash: item.hash,
    variantSeed,
    response,
    confidence,
    seconds,
  };
}
