import { describe, expect, test } from 'vitest';
import { itemId, labId, type ProgressEvent } from '#core';
import type { Catalog } from '#catalog';
import { createStage } from '../../src/app/use-cases/practice/scene.ts';
import { createStanding } from '../../src/app/use-cases/standing.ts';
import { blueprint, scenario, tinyCatalog } from '../support/catalog.ts';
import { ada, answered, freshId, undone } from '../support/events.ts';
import { practiceSetup, someScenarios } from '../support/practice.ts';

/** Scenarios in turn of two topics and of the exam's two domains. */
const bank = (count: number): Catalog =>
  tinyCatalog(
    Array.from({ length: count }, (_, index) =>
      scenario(`case-${index}`, {
        topic: index % 2 ? 'api-keys' : 'throttling-quotas',
        exams: [{ exam: 'SAA-C03', task: `${(index % 2) + 1}.1` }],
      }),
    ),
    [blueprint()],
  );

const idOf = (index: number) => itemId(`api-gateway/case-${index}/limit`);
const right = { points: 1, maxPoints: 1, isCorrect: true };
const wrong = { points: 0, maxPoints: 1, isCorrect: false };

/** First answers to so many items, of which so many were right. */
const firstAnswers = (count: number, known: number) =>
  Array.from({ length: count }, (_, index) =>
    answered({ itemId: idOf(index), score: index < known ? right : wrong }),
  );

function standingSetup({ catalog = bank(70) }: { catalog?: Catalog } = {}) {
  const setup = practiceSetup({ catalog, minutesPerDay: 20 });
  const standing = createStanding(createStage(setup.deps));
  return {
    ...setup,
    standing,
    read: () => standing.read(ada),
    keep: (events: readonly ProgressEvent[]) => setup.store.append(ada, events),
    kept: async (type: ProgressEvent['type']) =>
      (await setup.events()).filter((event) => event.type === type),
  };
}

describe('readiness', () => {
  test('says what is missing, and keeps no prediction, until there is evidence', async () => {
    const { keep, read, kept } = standingSetup();
    await keep(firstAnswers(59, 50));
    const { readiness } = await read();
    expect(readiness).toMatchObject([
      { exam: 'SAA-C03', covered: 1, readiness: { kind: 'too-early', missing: 1 } },
    ]);
    expect(await kept('readiness-predicted')).toEqual([]);
  });

  test('is predicted from first answers alone: repeats and those taken back change nothing', async () => {
    const { keep, read } = standingSetup();
    await keep(firstAnswers(60, 45));
    const [before] = (await read()).readiness;
    expect(before?.readiness).toMatchObject({ kind: 'predicted', restedOn: { firstAttempts: 60 } });
    const late = answered({ itemId: idOf(65), score: right });
    await keep([
      ...Array.from({ length: 40 }, () => answered({ itemId: idOf(1), score: right })),
      late,
      undone(late),
    ]);
    expect((await read()).readiness[0]).toEqual(before);
  });

  test('each prediction is kept once with what it rested on, and again when that changes', async () => {
    const { keep, read, kept } = standingSetup();
    await keep(firstAnswers(60, 45));
    await read();
    await read();
    expect(await kept('readiness-predicted')).toMatchObject([
      { exam: 'SAA-C03', method: 1, restedOn: { firstAttempts: 60, mocks: 0, cut: 0.7 } },
    ]);
    await keep([answered({ itemId: idOf(66), score: wrong })]);
    await read();
    expect(await kept('readiness-predicted')).toHaveLength(2);
  });

  test('a mock with five answers in every domain is enough; the domains sort its items', async () => {
    const { keep, read } = standingSetup();
    const attemptId = freshId();
    const envelope = {
      v: 1,
      learner: ada,
      at: '2026-11-23T10:00:00Z',
      zone: 'UTC',
      source: 'web',
    } as const;
    const seats = Array.from({ length: 10 }, (_, index) => ({
      itemId: idOf(index),
      domain: 'd',
      seenBefore: false,
    }));
    await keep([
      {
        ...envelope,
        id: attemptId,
        type: 'exam-started',
        attemptId,
        planId: 'SAA-C03',
        kind: 'form',
        limitSeconds: 60,
        form: seats.map((seat) => ({ ...seat, itemHash: 'x', variantSeed: 1 })),
      },
      {
        ...envelope,
        id: freshId(),
        type: 'exam-submitted',
        attemptId,
        reason: 'submitted',
        results: seats.map((seat, index) => ({
          ...seat,
          response: [],
          optionOrder: [],
          outcome: index % 5 === 0 ? 'wrong' : 'right',
          seconds: 1,
          changes: 0,
        })),
      },
    ]);
    expect((await read()).readiness).toMatchObject([
      {
        readiness: { kind: 'predicted', restedOn: { firstAttempts: 0, mocks: 1, mockAnswers: 10 } },
        domains: [
          { id: 1, right: 4, of: 5 },
          { id: 2, right: 4, of: 5 },
        ],
      },
    ]);
  });

  test('exams that nothing of ours touches are left out', async () => {
    const { read } = standingSetup({
      catalog: tinyCatalog(someScenarios(3), [blueprint({ exam: 'ANS-C01' })]),
    });
    expect((await read()).readiness).toEqual([]);
  });
});

describe('a real result', () => {
  const result = { learner: ada, exam: 'SAA-C03', date: '2026-11-23', passed: true } as const;

  test('is kept once and held against the last prediction before it', async () => {
    const { keep, read, standing, kept } = standingSetup();
    await keep(firstAnswers(60, 55));
    const [exam] = (await read()).readiness;
    expect(await standing.tellResult({ ...result, scaledScore: 812 })).toEqual({ outcome: 'ok' });
    expect(await standing.tellResult({ ...result, passed: false })).toEqual({ outcome: 'already' });
    expect(await kept('exam-sat')).toMatchObject([{ passed: true, scaledScore: 812 }]);
    const { results, brier } = await read();
    const chance = exam?.readiness.kind === 'predicted' ? exam.readiness.chance : Number.NaN;
    expect(results).toMatchObject([{ result: { exam: 'SAA-C03' }, prediction: { chance } }]);
    expect(brier).toBeCloseTo((1 - chance) ** 2);
  });

  test('without a prediction before it has nothing to be held against', async () => {
    const { keep, read, standing } = standingSetup();
    await standing.tellResult({ ...result, date: '2026-11-20' });
    await keep(firstAnswers(60, 55));
    await read();
    const { results, brier } = await read();
    expect(results).toHaveLength(1);
    expect(results[0]).not.toHaveProperty('prediction');
    expect(brier).toBeUndefined();
  });

  test('of an unknown exam or of tomorrow is refused in a sentence', async () => {
    const { standing, kept } = standingSetup();
    expect(await standing.tellResult({ ...result, exam: 'XYZ' })).toEqual({
      outcome: 'unknown-exam',
      message: 'There is no exam "XYZ" here. Choose one of: SAA-C03.',
    });
    expect(await standing.tellResult({ ...result, date: '2026-11-24' })).toEqual({
      outcome: 'in-future',
      message: '2026-11-24 is still to come. Tell your result once you have sat the exam.',
    });
    expect(await kept('exam-sat')).toEqual([]);
  });
});

describe('mastery', () => {
  test('is shown from eight pieces of evidence in a topic on', async () => {
    const { keep, read } = standingSetup();
    await keep(firstAnswers(15, 15));
    const { mastery } = await read();
    expect(mastery.map(({ topic, answers, estimate }) => [topic, answers, !!estimate])).toEqual([
      ['throttling-quotas', 8, true],
      ['api-keys', 7, false],
    ]);
  });

  test('a guess counts as not known, and a lab of no catalog as nothing', async () => {
    const known = standingSetup();
    await known.keep(firstAnswers(16, 16));
    const guessed = standingSetup();
    await guessed.keep(
      firstAnswers(16, 16).map((answer) => ({ ...answer, confidence: 'guessed' as const })),
    );
    await guessed.keep([
      {
        id: freshId(),
        v: 1,
        learner: ada,
        at: '2026-11-23T10:00:00Z',
        zone: 'UTC',
        source: 'local',
        type: 'lab-verified',
        labId: labId('nowhere'),
        verdicts: {},
        passed: true,
      },
    ]);
    const [one] = (await known.read()).mastery;
    const [other] = (await guessed.read()).mastery;
    expect(one?.estimate?.mean).toBeGreaterThan(0.7);
    expect(other?.estimate?.mean).toBeLessThan(0.3);
    expect(other?.answers).toBe(8);
  });
});

describe('drawings', () => {
  test('the heat map counts answers by topic and week; today ends the last one', async () => {
    const { keep, read } = standingSetup();
    const back = answered({ itemId: idOf(0) });
    await keep([
      answered({ itemId: idOf(0), score: right }),
      answered({ itemId: idOf(0), score: wrong, at: '2026-11-17T10:00:00Z' }),
      answered({ itemId: idOf(1), score: wrong, at: '2026-11-16T10:00:00Z' }),
      answered({ itemId: idOf(1), at: '2026-01-01T10:00:00Z' }),
      back,
      undone(back),
    ]);
    const { heat } = await read();
    expect(heat.weeks).toHaveLength(8);
    expect(heat.weeks.slice(-2)).toEqual(['2026-11-10', '2026-11-17']);
    expect(heat.rows.map(({ topic, cells }) => [topic, ...cells.slice(-2)])).toEqual([
      ['throttling-quotas', { right: 0, of: 0 }, { right: 1, of: 2 }],
      ['api-keys', { right: 0, of: 1 }, { right: 0, of: 0 }],
    ]);
  });

  test('the memory curve is of the item that is due first, or of the one asked for', async () => {
    const { keep, standing } = standingSetup();
    expect(await standing.curve(ada)).toBeUndefined();
    await keep([
      answered({ itemId: idOf(3), at: '2026-11-20T10:00:00Z', confidence: 'easy' }),
      answered({ itemId: idOf(4), at: '2026-11-21T10:00:00Z', score: wrong }),
    ]);
    const curve = await standing.curve(ada);
    expect(curve).toMatchObject({ itemId: idOf(4), title: 'Scenario case-4', today: '2026-11-23' });
    expect(curve?.points[0]).toEqual({ date: '2026-11-21', recall: 1, answered: 'not-known' });
    expect(curve?.points.at(-1)?.date).toBe('2026-12-23');
    expect((await standing.curve(ada, idOf(3)))?.points[0]).toMatchObject({ answered: 'known' });
    expect(await standing.curve(ada, idOf(5))).toBeUndefined();
    expect(await standing.curve(ada, itemId('no/such/item'))).toBeUndefined();
  });
});

describe('the plan', () => {
  const plan = { examDate: '2026-12-07', minutesPerDay: 20, exams: [] } as const;

  test('is told before it is kept: what it reaches, and what other minutes would', async () => {
    const { standing } = standingSetup({ catalog: bank(200) });
    const view = await standing.plan(ada, { ...plan, minutesPerDay: 5 });
    expect(view.forecast).toMatchObject({ days: 14, items: 200 });
    expect(view.feasibility).toBe('short');
    expect(view.choices.map(({ minutesPerDay }) => minutesPerDay)).toEqual([
      5, 10, 20, 30, 45, 60, 90,
    ]);
    const reached = view.choices.map(({ forecast }) => forecast.reached);
    expect(reached).toEqual(reached.toSorted((one, other) => one - other));
    const { enough = 0 } = view;
    expect((await standing.plan(ada, { ...plan, minutesPerDay: enough })).feasibility).toBe('fits');
  });

  test('more time never lowers the chance on the day below doing nothing', async () => {
    const { standing, keep } = standingSetup();
    await keep(firstAnswers(30, 20));
    for (const { forecast } of (await standing.plan(ada, plan)).choices) {
      expect(forecast.chance).toBeGreaterThan(forecast.chanceIdle);
      expect(forecast.chance).toBeLessThanOrEqual(1);
    }
  });

  test('with nothing written every plan fits', async () => {
    const { standing } = standingSetup({ catalog: tinyCatalog([], [blueprint()]) });
    expect(await standing.plan(ada)).toMatchObject({
      feasibility: 'fits',
      forecast: { items: 0, reached: 0, days: 30 },
    });
  });

  test('is kept as it was seen, and taken back to no date and all exams', async () => {
    const { standing, documents } = standingSetup();
    expect(await standing.savePlan(ada, { ...plan, exams: ['SAA-C03'] })).toEqual({
      outcome: 'ok',
    });
    expect(await documents.profile(ada)).toMatchObject({
      examDate: '2026-12-07',
      minutesPerDay: 20,
      exams: ['SAA-C03'],
    });
    expect((await standing.plan(ada)).input).toEqual({ ...plan, exams: ['SAA-C03'] });
    await standing.savePlan(ada, { minutesPerDay: 30, exams: [] });
    const profile = await documents.profile(ada);
    expect(profile).not.toHaveProperty('examDate');
    expect(profile).not.toHaveProperty('exams');
    expect(profile.minutesPerDay).toBe(30);
  });

  test('for a day that is over or an exam that is none is refused in a sentence', async () => {
    const { standing } = standingSetup();
    expect(await standing.savePlan(ada, { ...plan, examDate: '2026-11-22' })).toEqual({
      outcome: 'in-past',
      message: '2026-11-22 is over. Give a day that is still to come, or none.',
    });
    expect(await standing.savePlan(ada, { ...plan, exams: ['XYZ'] })).toEqual({
      outcome: 'unknown-exam',
      message: 'There is no exam "XYZ" here. Choose one of: SAA-C03.',
    });
  });
});
