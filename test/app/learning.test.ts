import { describe, expect, test } from 'vitest';
import type { Catalog } from '#catalog';
import { labId, lessonId, type LabPlace, type ProgressEvent } from '#core';
import { createMemoryStore } from '#progress/memory';
import type { DueCounts } from '#quiz';
import { seededRandom } from '#core';
import { createLearning } from '../../src/app/use-cases/learning.ts';
import { ada, freshId } from '../support/events.ts';

const NOTHING_DUE: DueCounts = {
  due: 0,
  unseen: 15,
  planned: 15,
  plannedMinutes: 18,
  answeredToday: 0,
  correctToday: 0,
  minutesToday: 0,
  leeches: [],
  minutesPerDay: 20,
};

const types = lessonId('api-gateway/who-may-call/api-types');
const plans = lessonId('api-gateway/who-may-call/usage-plans');
const stages = lessonId('api-gateway/who-may-call/stages');
const firstApi = labId('first-api');
const tiers = labId('tiered-usage-plans');

/** Three lessons in order; `first-api` rests on the third, `tiered-usage-plans` on the second. */
function smallCatalog(): Catalog {
  const lessons = [types, plans, stages].map((id) => ({ id, title: id }));
  const labs = [
    { id: firstApi, lessons: [stages] },
    { id: tiers, lessons: [plans] },
  ];
  const catalog = {
    lessons,
    labs,
    lesson: (id: string) => lessons.find((lesson) => lesson.id === id),
    relatedToLab: (id: string) => ({
      lessons: lessons.filter((lesson) =>
        labs.find((lab) => lab.id === id)?.lessons.includes(lesson.id),
      ),
    }),
  };
  return catalog as unknown as Catalog;
}

function openLearning({ now = Date.UTC(2026, 10, 23, 10) } = {}) {
  const store = createMemoryStore();
  const clock = { time: now, now: () => clock.time };
  const learning = createLearning({
    catalog: smallCatalog,
    store,
    documents: {
      profile: async () => ({
        zone: 'Europe/Berlin',
        dayStartHour: 4,
        minutesPerDay: 20,
        createdAt: '2026-11-01T00:00:00.000Z',
      }),
    },
    practice: { due: async () => NOTHING_DUE },
    clock,
    random: seededRandom(7),
  });
  const visit = (id: typeof types) => ({ learner: ada, zone: 'Asia/Tokyo', lessonId: id });
  const log = () => Array.fromAsync(store.read(ada));
  return { learning, store, clock, visit, log };
}

const verification = (
  lab: typeof firstApi,
  verdicts: Record<string, 'pass' | 'fail'>,
  where?: LabPlace,
): ProgressEvent => ({
  id: freshId(),
  v: 1,
  learner: ada,
  at: '2026-11-23T11:00:00.000Z',
  zone: 'UTC',
  source: 'local',
  type: 'lab-verified',
  labId: lab,
  verdicts,
  passed: Object.values(verdicts).every((verdict) => verdict === 'pass'),
  ...(where && { where }),
});

describe('what a learner did with a lesson', () => {
  test('a lesson nobody opened is unread', async () => {
    const { learning } = openLearning();
    expect(await learning.lessonStatus(ada, types)).toEqual({ state: 'unread' });
  });

  test('an opened lesson is being read, and a finished one is finished', async () => {
    const { learning, visit, clock } = openLearning();
    await learning.openLesson(visit(types));
    expect((await learning.lessonStatus(ada, types)).state).toBe('reading');
    clock.time += 60_000;
    expect(await learning.finishLesson(visit(types))).toBe('recorded');
    expect(await learning.lessonStatus(ada, types)).toEqual({
      state: 'finished',
      openedAt: '2026-11-23T10:00:00.000Z',
      finishedAt: '2026-11-23T10:01:00.000Z',
    });
  });

  test('a finished lesson that is read again stays finished', async () => {
    const { learning, visit } = openLearning();
    await learning.finishLesson(visit(types));
    await learning.openLesson(visit(plans));
    await learning.openLesson(visit(types));
    expect((await learning.lessonStatus(ada, types)).state).toBe('finished');
  });

  test('reloading the lesson under way and finishing twice leave one event each', async () => {
    const { learning, visit, log } = openLearning();
    const outcomes = [
      await learning.openLesson(visit(types)),
      await learning.openLesson(visit(types)),
      await learning.finishLesson(visit(types)),
      await learning.finishLesson(visit(types)),
    ];
    expect(outcomes).toEqual(['recorded', 'already', 'recorded', 'already']);
    expect((await log()).map(({ type }) => type)).toEqual(['lesson-opened', 'lesson-finished']);
  });

  test('a lesson that is not in the catalog is refused, and nothing is kept', async () => {
    const { learning, visit, log } = openLearning();
    const nowhere = visit(lessonId('api-gateway/who-may-call/nowhere'));
    expect(await learning.openLesson(nowhere)).toBe('unknown-lesson');
    expect(await learning.finishLesson(nowhere)).toBe('unknown-lesson');
    expect(await log()).toEqual([]);
  });

  test("the event carries the browser's zone, and the profile's where the browser's is unknown", async () => {
    const { learning, visit, log } = openLearning();
    await learning.openLesson(visit(types));
    await learning.openLesson({ ...visit(plans), zone: 'Mars/Olympus' });
    expect((await log()).map(({ zone }) => zone)).toEqual(['Asia/Tokyo', 'Europe/Berlin']);
  });
});

describe('what home says to do now', () => {
  test('a newcomer starts with the first lesson', async () => {
    const { learning } = openLearning();
    const home = await learning.home(ada);
    expect(home.isNewcomer).toBe(true);
    expect(home.lesson).toMatchObject({ lesson: { id: types }, why: 'start' });
    expect(home.due).toEqual(NOTHING_DUE);
  });

  test('of two lessons under way, the one opened last comes first', async () => {
    const { learning, visit, clock } = openLearning();
    await learning.openLesson(visit(stages));
    clock.time += 1000;
    await learning.openLesson(visit(plans));
    const home = await learning.home(ada);
    expect(home.isNewcomer).toBe(false);
    expect(home.lesson).toMatchObject({ lesson: { id: plans }, why: 'continue' });
  });

  test('the lab that would prove the lesson under way is offered with it', async () => {
    const { learning, visit } = openLearning();
    await learning.openLesson(visit(plans));
    expect((await learning.home(ada)).lab).toMatchObject({
      lab: { id: tiers },
      why: 'proves',
      lesson: { id: plans },
    });
  });

  test('a lab whose lessons are all read goes before one that proves the lesson under way', async () => {
    const { learning, visit } = openLearning();
    await learning.finishLesson(visit(stages));
    await learning.openLesson(visit(plans));
    expect((await learning.home(ada)).lab).toMatchObject({ lab: { id: firstApi }, why: 'ready' });
  });

  test('a lab that was begun goes before all others, with what already passed', async () => {
    const { learning, store, visit } = openLearning();
    await learning.finishLesson(visit(stages));
    await store.append(ada, [verification(tiers, { keys: 'pass', rate: 'fail' })]);
    expect((await learning.home(ada)).lab).toMatchObject({
      lab: { id: tiers },
      why: 'tried',
      status: { state: 'tried', passedObjectives: ['keys'] },
    });
  });

  test('a lab that passed stays passed when a later look at it fails', async () => {
    const { learning, store } = openLearning();
    await store.append(ada, [
      verification(tiers, { rate: 'pass' }),
      verification(tiers, { rate: 'fail' }),
    ]);
    expect((await learning.activity(ada)).labs.get(tiers)?.sandbox.state).toBe('passed');
    expect((await learning.home(ada)).lab?.lab.id).toBe(firstApi);
  });

  test('what passed in the sandbox and what failed on AWS stand side by side, and neither changes the other', async () => {
    const { learning, store } = openLearning();
    await store.append(ada, [
      verification(tiers, { keys: 'pass', rate: 'pass' }),
      verification(tiers, { keys: 'pass', rate: 'fail' }, 'aws'),
    ]);
    expect((await learning.activity(ada)).labs.get(tiers)).toMatchObject({
      sandbox: { state: 'passed', passedObjectives: ['keys', 'rate'] },
      aws: { state: 'tried', passedObjectives: ['keys'] },
    });
    expect((await learning.home(ada)).lab?.lab.id).toBe(firstApi);
  });

  test('a lab that was begun on AWS alone is offered with what passed there', async () => {
    const { learning, store } = openLearning();
    await store.append(ada, [verification(tiers, { keys: 'pass', rate: 'fail' }, 'aws')]);
    expect((await learning.home(ada)).lab).toMatchObject({
      lab: { id: tiers },
      place: 'aws',
      why: 'tried',
      status: { passedObjectives: ['keys'] },
    });
  });

  test('when all is read and built, neither a lesson nor a lab is left', async () => {
    const { learning, store, visit } = openLearning();
    for (const id of [types, plans, stages]) await learning.finishLesson(visit(id));
    await store.append(ada, [
      verification(tiers, { rate: 'pass' }),
      verification(firstApi, { stage: 'pass' }),
    ]);
    const home = await learning.home(ada);
    expect(home).not.toHaveProperty('lesson');
    expect(home).not.toHaveProperty('lab');
  });

  test('what another process wrote is seen', async () => {
    const { learning, store, visit } = openLearning();
    await learning.openLesson(visit(types));
    await store.append(ada, [verification(tiers, { rate: 'fail' })]);
    expect((await learning.activity(ada)).labs.get(tiers)?.sandbox.state).toBe('tried');
  });
});
