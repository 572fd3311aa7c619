import { seededRandom, type EventId } from '#core';
import type { Catalog } from '#catalog';
import { createMemoryDocuments, createMemoryStore } from '#progress/memory';
import { createExams } from '../../src/app/use-cases/exams.ts';
import { blueprint, scenario, tinyCatalog } from './catalog.ts';
import { fakeClock } from './clock.ts';
import { ada } from './events.ts';

const TOPICS = ['api-types', 'auth', 'integrations', 'stages-deployments', 'throttling-quotas'];

/** Held-out scenarios in turn of the specialist form's domains; each has one item whose key is `a`. */
export const heldOutScenarios = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    scenario(`held-${index}`, {
      topic: TOPICS[index % TOPICS.length] ?? '',
      pool: 'held-out',
      exams: [{ exam: 'SAA-C03', task: `${(index % 2) + 1}.1` }],
    }),
  );

/** Exams over a memory store, with a clock to turn and content to edit. */
export function examSetup({
  catalog = tinyCatalog(heldOutScenarios(70), [blueprint()]),
}: { catalog?: Catalog } = {}) {
  const clock = fakeClock();
  const store = createMemoryStore();
  const documents = createMemoryDocuments({
    zone: 'Europe/Berlin',
    dayStartHour: 4,
    minutesPerDay: 30,
    createdAt: '2026-11-01T10:00:00Z',
  });
  let content = catalog;
  const deps = { catalog: () => content, store, documents, clock, random: seededRandom(7) };
  const exams = createExams(deps);
  const setup = {
    ...deps,
    exams,
    /** A second process, or the first after a kill: it knows what the log says and no more. */
    restarted: () => ({ ...setup, exams: createExams(deps) }),
    edit: (next: Catalog) => {
      content = next;
    },
    /** Begins an exam and gives its id. */
    async begin(planId = 'api-gateway'): Promise<EventId> {
      const started = await setup.exams.start({ learner: ada, planId });
      if (!('attemptId' in started)) throw new Error(started.message);
      return started.attemptId;
    },
    async running(attemptId: EventId) {
      const opened = await setup.exams.open(ada, attemptId);
      if (opened?.phase !== 'running') throw new Error(`not running: ${opened?.phase ?? 'gone'}`);
      return opened.view;
    },
    async report(attemptId: EventId) {
      const opened = await setup.exams.open(ada, attemptId);
      if (opened?.phase !== 'over') throw new Error(`not over: ${opened?.phase ?? 'gone'}`);
      return opened.report;
    },
    /** Saves a question as the page would. */
    async save(
      attemptId: EventId,
      position: number,
      response: readonly string[],
      more: { flagged?: boolean; seconds?: number; revision?: number; saveId?: EventId } = {},
    ) {
      const question = (await setup.running(attemptId)).questions[position];
      if (!question) throw new Error(`no question ${position}`);
      const { saveId, revision } = question;
      return setup.exams.save({
        learner: ada,
        zone: 'Europe/Berlin',
        attemptId,
        position,
        saveId,
        revision,
        response,
        flagged: false,
        struck: [],
        seconds: 10,
        ...more,
      });
    },
    events: () => Array.fromAsync(store.read(ada)),
  };
  return setup;
}
