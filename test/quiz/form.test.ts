import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemId, seededRandom } from '#core';
import { assembleForm, domainsOf, plansOf, quotasOf, type Candidate, type ExamPlan } from '#quiz';
import { blueprint } from '../support/catalog.ts';

const plan = (overrides: Partial<ExamPlan> = {}): ExamPlan => ({
  id: 'X',
  title: 'X',
  kind: 'form',
  items: 20,
  minutes: 40,
  cutScore: 720,
  formats: ['single-choice'],
  hasCaseStudies: true,
  domains: [
    { id: '1', title: 'One', weight: 50, tasks: [] },
    { id: '2', title: 'Two', weight: 30, tasks: [] },
    { id: '3', title: 'Three', weight: 20, tasks: [] },
  ],
  ...overrides,
});

const candidate = (id: string, domains: readonly string[], more: Partial<Candidate> = {}) => ({
  itemId: itemId(id),
  scenarioId: id,
  isCaseStudy: false,
  domains,
  seenBefore: false,
  ...more,
});
const many = (count: number, domain: string, more: Partial<Candidate> = {}) =>
  Array.from({ length: count }, (_, index) => candidate(`${domain}-${index}`, [domain], more));

const countBy = (seats: readonly { domain: string }[]) =>
  Object.fromEntries(
    [...Map.groupBy(seats, ({ domain }) => domain)].map(([id, all]) => [id, all.length]),
  );

describe('a form', () => {
  test('has the shares of its plan, and its time', () => {
    const pool = [...many(30, '1'), ...many(30, '2'), ...many(30, '3')];
    const { seats, minutes, coverage } = assembleForm(plan(), pool, seededRandom(1));
    expect(countBy(seats)).toEqual({ 1: 10, 2: 6, 3: 4 });
    expect(minutes).toBe(40);
    expect(coverage.every(({ wanted, found }) => wanted === found)).toBe(true);
  });

  test('is the largest with the same shares when a domain lacks items, and says what is missing', () => {
    const pool = [...many(30, '1'), ...many(3, '2'), ...many(30, '3')];
    const { seats, minutes, coverage } = assembleForm(plan(), pool, seededRandom(1));
    expect(countBy(seats)).toEqual({ 1: 6, 2: 3, 3: 2 });
    expect(minutes).toBe(22);
    expect(coverage).toEqual([
      { domain: '1', wanted: 10, found: 10 },
      { domain: '2', wanted: 6, found: 3 },
      { domain: '3', wanted: 4, found: 4 },
    ]);
  });

  test('is none when fewer than five would be asked', () => {
    expect(assembleForm(plan(), many(30, '1'), seededRandom(1)).seats).toEqual([]);
    expect(assembleForm(plan(), [], seededRandom(1)).coverage[0]).toEqual({
      domain: '1',
      wanted: 10,
      found: 0,
    });
  });

  test('moves an item that serves two domains to where it is needed', () => {
    const pool = [
      ...many(9, '1'),
      ...many(6, '2'),
      ...many(3, '3'),
      candidate('both', ['1', '3']),
      candidate('other', ['1']),
    ];
    expect(countBy(assembleForm(plan(), pool, seededRandom(3)).seats)).toEqual({
      1: 10,
      2: 6,
      3: 4,
    });
  });

  test('takes what was never seen first, and one of each scenario before its siblings', () => {
    const pool = [
      ...many(10, '1', { seenBefore: true }),
      ...Array.from({ length: 10 }, (_, index) => candidate(`new-${index}`, ['1'])),
      ...Array.from({ length: 12 }, (_, index) =>
        candidate(`two-${index}`, ['2'], { scenarioId: `case-${index % 6}` }),
      ),
      ...many(4, '3'),
    ];
    const { seats } = assembleForm(plan(), pool, seededRandom(5));
    expect(seats.filter(({ domain, seenBefore }) => domain === '1' && seenBefore)).toEqual([]);
    const twos = seats.filter(({ domain }) => domain === '2');
    expect(new Set(twos.map(({ scenarioId }) => scenarioId)).size).toBe(6);
  });

  test('asks a case study whole, in a row and in its order, or not at all', () => {
    const study = ['a', 'b', 'c'].map((id) =>
      candidate(`study-${id}`, ['2'], { scenarioId: 'study', isCaseStudy: true }),
    );
    const pool = [...many(10, '1'), ...many(3, '2'), ...many(4, '3'), ...study];
    const { seats } = assembleForm(plan(), pool, seededRandom(9));
    const at = seats.findIndex(({ scenarioId }) => scenarioId === 'study');
    expect(seats.slice(at, at + 3).map(({ itemId: id }) => id)).toEqual(
      study.map((one) => one.itemId),
    );
    const without = assembleForm(plan({ hasCaseStudies: false }), pool, seededRandom(9));
    expect(without.seats.some(({ scenarioId }) => scenarioId === 'study')).toBe(false);
  });

  test('never asks an item twice, never leaves its plan, and fills all it promises', () => {
    const pools = fc.array(
      fc.record({
        domains: fc.subarray(['1', '2', '3'], { minLength: 1 }),
        seenBefore: fc.boolean(),
        scenario: fc.nat(20),
        isCaseStudy: fc.constant(false),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(pools, fc.nat(), (pool, seed) => {
        const candidates = pool.map(({ scenario, ...one }, index) => ({
          ...one,
          itemId: itemId(`item-${index}`),
          scenarioId: `s-${scenario}`,
        }));
        const { seats } = assembleForm(plan(), candidates, seededRandom(seed));
        const ids = seats.map((one) => one.itemId);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { itemId: id, domain } of seats)
          expect(candidates.find((one) => one.itemId === id)?.domains).toContain(domain);
        const quotas = quotasOf(plan(), seats.length);
        const counts = countBy(seats);
        for (const [id, wanted] of quotas) expect(counts[id] ?? 0).toBe(wanted);
        expect(seats.length === 0 || seats.length >= 5).toBe(true);
      }),
    );
  });
});

describe('the plans', () => {
  const plans = plansOf([
    blueprint({ exam: 'SCS-C03', minutes: 170 }),
    blueprint(),
    blueprint({ exam: 'DVA-C02' }),
    blueprint({ exam: 'SAP-C02', questions: 75, minutes: 180 }),
  ]);

  test('are the specialist form, the two associate forms and two drills, time scaled', () => {
    expect(plans.map(({ id, kind, items, minutes }) => [id, kind, items, minutes])).toEqual([
      ['api-gateway', 'form', 65, 130],
      ['SAA-C03', 'form', 20, 40],
      ['DVA-C02', 'form', 20, 40],
      ['SCS-C03', 'drill', 12, 32],
      ['SAP-C02', 'drill', 12, 29],
    ]);
  });

  test('sort a scenario by its topic in our form, by its task statements in the others', () => {
    const scenario = { topic: 'auth', exams: [{ exam: 'SAA-C03', task: '2.1' }] };
    const named = (id: string) => plans.find((one) => one.id === id) ?? plan();
    expect(domainsOf(named('api-gateway'), scenario)).toEqual(['access']);
    expect(domainsOf(named('SAA-C03'), scenario)).toEqual(['2']);
    expect(domainsOf(named('DVA-C02'), scenario)).toEqual([]);
  });

  test('a drill goes by the topics of its tasks, and by the tasks that an item is tied to', () => {
    const tasks = (id: string, topics: string[]) => [{ id, title: 'A task', topics }];
    const [, drill] = plansOf([
      blueprint({
        exam: 'SCS-C03',
        domains: [
          { id: 1, title: 'Detect', weight: 50, tasks: tasks('1.1', ['monitoring', 'errors']) },
          { id: 2, title: 'Protect', weight: 50, tasks: tasks('2.1', ['auth']) },
        ],
      }),
    ]);
    const of = (topic: string, task?: string) =>
      domainsOf(drill ?? plan(), { topic, exams: task ? [{ exam: 'SCS-C03', task }] : [] });
    expect(of('errors')).toEqual(['1']);
    expect(of('auth', '1.1')).toEqual(['1', '2']);
    expect(of('pricing')).toEqual([]);
    expect(of('pricing', '2.1')).toEqual(['2']);
  });

  test('have weights that make a hundred', () => {
    const [specialist] = plans;
    expect(specialist?.domains.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
  });
});
