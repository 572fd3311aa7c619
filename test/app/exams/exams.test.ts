import { describe, expect, test } from 'vitest';
import { eventId } from '#core';
import {
  blueprint,
  matching,
  multipleResponse,
  scenario,
  singleChoice,
  tinyCatalog,
} from '../../support/catalog.ts';
import { ada, answered } from '../../support/events.ts';
import { examSetup, heldOutScenarios } from '../../support/exams.ts';

describe('what may be begun', () => {
  test('is the full form when the pool is large enough', async () => {
    const [specialist, associate] = await examSetup().exams.offers(ada);
    expect(specialist).toMatchObject({ items: 65, minutes: 130, missing: 0, seenBefore: 0 });
    expect(associate).toMatchObject({
      plan: { id: 'SAA-C03' },
      items: 20,
      minutes: 40,
      missing: 0,
    });
  });

  test('is the largest honest form when it is not, with what is missing by domain', async () => {
    const { exams } = examSetup({ catalog: tinyCatalog(heldOutScenarios(12), [blueprint()]) });
    const [specialist] = await exams.offers(ada);
    expect(specialist).toMatchObject({ items: 12, minutes: 24, missing: 53 });
    expect(specialist?.coverage[0]).toEqual({
      domain: 'design',
      title: 'Choose the right gate',
      wanted: 14,
      found: 3,
    });
  });

  test('is nothing without held-out items, and the start says so', async () => {
    const { exams } = examSetup({ catalog: tinyCatalog([scenario('practised')], [blueprint()]) });
    expect((await exams.offers(ada))[0]).toMatchObject({ items: 0, missing: 65 });
    expect(await exams.start({ learner: ada, planId: 'api-gateway' })).toEqual({
      outcome: 'too-few-items',
      message:
        'There are too few items for "API Gateway specialist" yet: 65 are missing. Practise a topic, or write some.',
    });
    expect(await exams.start({ learner: ada, planId: 'AIF-C01' })).toEqual({
      outcome: 'unknown-plan',
      message: 'There is no exam "AIF-C01". Choose one of: api-gateway, SAA-C03.',
    });
  });

  test('leaves out formats that the exam does not ask', async () => {
    const pairs = heldOutScenarios(20).map((one) => ({ ...one, items: [matching()] }));
    const { exams } = examSetup({ catalog: tinyCatalog(pairs, [blueprint()]) });
    const [specialist, associate] = await exams.offers(ada);
    expect(specialist?.items).toBeGreaterThan(0);
    expect(associate?.items).toBe(0);
  });

  test('a drill asks what is practised, and tells what was met before', async () => {
    const practised = Array.from({ length: 12 }, (_, index) =>
      scenario(`drill-${index}`, { exams: [{ exam: 'SCS-C03', task: `${(index % 2) + 1}.1` }] }),
    );
    const setup = examSetup({ catalog: tinyCatalog(practised, [blueprint({ exam: 'SCS-C03' })]) });
    const itemId = setup.catalog().items[0]?.id;
    await setup.store.append(ada, [answered({ ...(itemId && { itemId }) })]);
    const drill = (await setup.exams.offers(ada)).find(({ plan }) => plan.kind === 'drill');
    expect(drill).toMatchObject({ items: 12, seenBefore: 1 });
  });
});

describe('a running exam', () => {
  test('shows every question and no key', async () => {
    const setup = examSetup();
    const view = await setup.running(await setup.begin());
    expect(view.questions).toHaveLength(65);
    expect(JSON.stringify(view)).not.toMatch(/"(correct|rationale|misconception|target)"/);
  });

  test('is the only one: a second start goes on with it', async () => {
    const setup = examSetup();
    const attemptId = await setup.begin();
    expect(await setup.exams.start({ learner: ada, planId: 'SAA-C03' })).toEqual({
      outcome: 'running',
      attemptId,
    });
  });

  test('keeps what was acknowledged through a kill, and its clock runs on', async () => {
    const setup = examSetup();
    const attemptId = await setup.begin();
    await setup.save(attemptId, 3, ['b'], { flagged: true });
    setup.clock.advance({ minutes: 10 });
    const again = setup.restarted();
    const opened = await again.exams.open(ada, attemptId);
    expect(opened).toMatchObject({ phase: 'running', view: { secondsLeft: 120 * 60 } });
    expect((await setup.running(attemptId)).questions[3]).toMatchObject({
      response: ['b'],
      flagged: true,
      revision: 1,
    });
  });

  test('keeps a choice that is half made, and takes an answer off again', async () => {
    const many = heldOutScenarios(20).map((one) => ({ ...one, items: [multipleResponse()] }));
    const setup = examSetup({ catalog: tinyCatalog(many, [blueprint()]) });
    const attemptId = await setup.begin();
    expect((await setup.save(attemptId, 0, ['a'])).outcome).toBe('ok');
    expect((await setup.save(attemptId, 0, [])).question).toMatchObject({
      response: [],
      revision: 2,
    });
  });

  test('shows one variant over a case study', async () => {
    const variants = { rate: [1, 2, 3, 4, 5, 6, 7, 8] };
    const study = scenario('study', {
      topic: 'auth',
      pool: 'held-out',
      kind: 'case-study',
      variants,
      stimulus: 'Rate {{rate}}.',
      items: [singleChoice({ id: 'one' }), singleChoice({ id: 'two' }), matching({ id: 'three' })],
    });
    const setup = examSetup({
      catalog: tinyCatalog([...heldOutScenarios(70), study], [blueprint()]),
    });
    const { questions } = await setup.running(await setup.begin());
    const asked = questions.filter(({ isCaseStudy }) => isCaseStudy);
    expect(asked.map(({ item }) => item?.id)).toEqual(
      ['one', 'two', 'three'].map((id) => `api-gateway/study/${id}`),
    );
    expect(new Set(asked.map(({ item }) => item?.stimulusHtml)).size).toBe(1);
    expect(asked[0]?.item?.stimulusHtml).toMatch(/^<p>Rate \d\.<\/p>$/);
  });
});

describe('bad input to a running exam loses nothing and counts nothing twice', () => {
  test('the same save sent twice counts once', async () => {
    const setup = examSetup();
    const attemptId = await setup.begin();
    const { saveId, revision } = (await setup.running(attemptId)).questions[0] ?? {};
    if (!saveId || revision === undefined) throw new Error('no question');
    await setup.save(attemptId, 0, ['a'], { saveId, revision });
    const again = await setup.save(attemptId, 0, ['a'], { saveId, revision });
    expect(again).toMatchObject({
      outcome: 'already-saved',
      message: 'This answer was saved before. It counts once.',
      question: { response: ['a'], revision: 1 },
    });
    expect(await setup.events()).toHaveLength(2);
  });

  test('a second tab that did not see the first is told, and gets what is saved', async () => {
    const setup = examSetup();
    const attemptId = await setup.begin();
    await setup.save(attemptId, 0, ['a']);
    expect(await setup.save(attemptId, 0, ['b'], { revision: 0 })).toMatchObject({
      outcome: 'stale',
      message:
        'This question was answered in another tab since. What you see now is what is saved; change it here if you want.',
      question: { response: ['a'], revision: 1 },
    });
  });

  test('two tabs at the same moment: one is saved, the other told', async () => {
    const setup = examSetup();
    const attemptId = await setup.begin();
    const outcomes = await Promise.all([
      setup.save(attemptId, 0, ['a'], { revision: 0 }),
      setup.save(attemptId, 0, ['b'], { revision: 0 }),
    ]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['ok', 'stale']);
  });

  test('an answer after the time limit is not saved, and the exam is handed in as it was', async () => {
    const setup = examSetup();
    const attemptId = await setup.begin();
    await setup.save(attemptId, 0, ['a']);
    const late = (await setup.running(attemptId)).questions[1];
    setup.clock.advance({ minutes: 130 });
    const reply = await setup.exams.save({
      learner: ada,
      zone: 'UTC',
      attemptId,
      position: 1,
      saveId: late?.saveId ?? eventId(''),
      revision: 0,
      response: ['a'],
      flagged: false,
      struck: [],
      seconds: 5,
    });
    expect(reply).toMatchObject({
      outcome: 'time-up',
      message: 'The time is up, so this answer was not saved. Your exam is handed in as it was.',
      secondsLeft: 0,
    });
    const report = await setup.report(attemptId);
    expect(report).toMatchObject({
      reason: 'time-out',
      seconds: 130 * 60,
      tally: { right: 1, of: 65 },
      unanswered: 64,
    });
  });

  test('an exam that was left ends with its time, whenever that is noticed', async () => {
    const setup = examSetup();
    const attemptId = await setup.begin();
    setup.clock.advance({ days: 3 });
    expect(await setup.report(attemptId)).toMatchObject({ reason: 'time-out', seconds: 130 * 60 });
    expect((await setup.events()).at(-1)?.at).toBe('2026-11-23T12:10:00.000Z');
  });

  test('a clock that is set back gives no time back', async () => {
    const setup = examSetup();
    const attemptId = await setup.begin();
    setup.clock.advance({ minutes: 60 });
    await setup.save(attemptId, 0, ['a']);
    setup.clock.advance({ minutes: -50 });
    expect((await setup.running(attemptId)).secondsLeft).toBe(70 * 60);
    expect(await setup.save(attemptId, 1, ['a'])).toMatchObject({
      outcome: 'ok',
      secondsLeft: 70 * 60,
    });
    setup.clock.advance({ days: -1 });
    expect((await setup.running(attemptId)).secondsLeft).toBe(70 * 60);
  });

  test('an option that the question does not have is refused', async () => {
    const setup = examSetup();
    const attemptId = await setup.begin();
    expect(await setup.save(attemptId, 0, ['zzz'])).toMatchObject({
      outcome: 'invalid-response',
      message:
        'This answer does not fit the question, so it was not saved. Load the page again and choose from what it shows.',
      question: { response: [], revision: 0 },
    });
  });

  test('a question that is not there is refused', async () => {
    const setup = examSetup();
    const attemptId = await setup.begin();
    const [first] = (await setup.running(attemptId)).questions;
    const save = {
      learner: ada,
      zone: 'UTC',
      attemptId,
      position: 99,
      saveId: first?.saveId ?? eventId(''),
      revision: 0,
      response: [],
      flagged: false,
      struck: [],
      seconds: 0,
    };
    expect((await setup.exams.save(save)).outcome).toBe('unknown-question');
    const elsewhere = { ...save, attemptId: eventId('nope') };
    expect(await setup.exams.save(elsewhere)).toEqual({
      outcome: 'unknown-exam',
      message: 'There is no such exam. Begin a new one.',
      secondsLeft: 0,
    });
  });

  type Change = Partial<ReturnType<typeof scenario>>;
  test.each<[string, () => Change]>([
    ['edited', () => ({ items: [singleChoice({ leadIn: 'Another question?' })] })],
    ['withdrawn', () => ({ retired: '2026-11-23' })],
    ['given another variant set', () => ({ variants: { rate: [1, 2] } })],
  ])('an item that was %s meanwhile does not count', async (_, change) => {
    const setup = examSetup();
    const attemptId = await setup.begin();
    const first = (await setup.running(attemptId)).questions[0]?.item?.id ?? '';
    await setup.save(attemptId, 0, ['a']);
    const name = first.split('/')[1] ?? '';
    const scenarios = heldOutScenarios(70).map((one) =>
      one.id === `api-gateway/${name}` ? { ...one, ...change() } : one,
    );
    setup.edit(tinyCatalog(scenarios, [blueprint()]));
    expect(await setup.save(attemptId, 0, ['b'])).toMatchObject({
      outcome: 'item-changed',
      message:
        'This question was edited or withdrawn since your exam began. It does not count, for you or against you.',
    });
    expect((await setup.running(attemptId)).questions[0]?.item).toBeUndefined();
    await setup.exams.submit(ada, attemptId);
    expect(await setup.report(attemptId)).toMatchObject({
      voided: 1,
      tally: { right: 0, of: 64 },
      questions: [{ outcome: 'void' }, ...Array.from({ length: 64 }, () => ({}))],
    });
  });

  test('nothing is saved after the exam was handed in, and handing in twice is once', async () => {
    const setup = examSetup();
    const attemptId = await setup.begin();
    const [first] = (await setup.running(attemptId)).questions;
    expect(await setup.exams.submit(ada, attemptId)).toBe('submitted');
    expect(await setup.exams.submit(ada, attemptId)).toBe('submitted');
    const reply = await setup.exams.save({
      learner: ada,
      zone: 'UTC',
      attemptId,
      position: 0,
      saveId: first?.saveId ?? eventId(''),
      revision: 0,
      response: ['a'],
      flagged: false,
      struck: [],
      seconds: 1,
    });
    expect(reply).toMatchObject({
      outcome: 'submitted',
      message: 'This exam is handed in already, so this answer was not saved.',
    });
    expect((await setup.events()).map(({ type }) => type)).toEqual([
      'exam-started',
      'exam-submitted',
    ]);
    expect(await setup.exams.submit(ada, eventId('nope'))).toBe('unknown-exam');
  });

  test('time that cannot have passed is not counted', async () => {
    const setup = examSetup();
    const attemptId = await setup.begin();
    setup.clock.advance({ seconds: 30 });
    await setup.save(attemptId, 0, ['a'], { seconds: 9_000 });
    await setup.save(attemptId, 1, ['a'], { seconds: 9_000 });
    const { questions } = await setup.running(attemptId);
    expect(questions.slice(0, 2).map(({ seconds }) => seconds)).toEqual([30, 0]);
  });
});

describe('the report', () => {
  async function sat() {
    const setup = examSetup();
    const attemptId = await setup.begin('SAA-C03');
    setup.clock.advance({ minutes: 5 });
    for (let position = 0; position < 15; position += 1) {
      await setup.save(attemptId, position, [position < 12 ? 'a' : 'b']);
    }
    await setup.save(attemptId, 0, ['c'], { flagged: true });
    await setup.save(attemptId, 0, ['a']);
    await setup.exams.submit(ada, attemptId);
    return { setup, attemptId, report: await setup.report(attemptId) };
  }

  test('counts right answers, changes and what was left, by domain and task', async () => {
    const { report } = await sat();
    expect(report).toMatchObject({
      reason: 'submitted',
      tally: { right: 12, of: 20 },
      unanswered: 5,
      changed: 1,
      seconds: 300,
      estimate: { score: 640, verdict: 'open' },
    });
    expect(report.domains.map(({ title, of }) => [title, of])).toEqual([
      ['Secure', 10],
      ['Resilient', 10],
    ]);
    expect(report.domains[0]?.tasks).toMatchObject([{ id: '1.1', title: 'Access', of: 10 }]);
    const right = report.domains.reduce((sum, one) => sum + one.right, 0);
    expect(right).toBe(12);
  });

  test('brings every rationale, time and changes of each question', async () => {
    const { report } = await sat();
    expect(report.questions[0]).toMatchObject({
      outcome: 'right',
      changes: 2,
      expectedSeconds: 60,
    });
    expect(report.questions[12]).toMatchObject({ outcome: 'wrong', seconds: 10 });
    expect(report.questions[19]).toMatchObject({ outcome: 'unanswered' });
    for (const { parts } of report.questions) {
      expect(parts).toHaveLength(4);
      expect(parts.every(({ rationale }) => rationale !== '')).toBe(true);
    }
  });

  test('is listed, and the next form takes what was not met first', async () => {
    const { setup, attemptId } = await sat();
    expect(await setup.exams.entries(ada)).toMatchObject([
      { attemptId, title: 'Solutions Architect', result: { tally: { right: 12, of: 20 } } },
    ]);
    const next = await setup.running(await setup.begin('SAA-C03'));
    const events = await setup.events();
    const starts = events.filter((event) => event.type === 'exam-started');
    const asked = starts.flatMap(({ form }) => form.map(({ itemId }) => itemId));
    expect(next.questions).toHaveLength(20);
    expect(new Set(asked).size).toBe(40);
  });

  test('keeps per item what a later estimate needs', async () => {
    const { setup } = await sat();
    const last = (await setup.events()).at(-1);
    if (last?.type !== 'exam-submitted') throw new Error('not handed in');
    expect(last.results[0]).toMatchObject({
      response: ['a'],
      outcome: 'right',
      seenBefore: false,
      changes: 2,
    });
    expect(last.results[0]?.optionOrder.toSorted()).toEqual(['a', 'b', 'c', 'd']);
  });
});
