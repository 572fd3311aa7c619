import { describe, expect, test } from 'vitest';
import { eventId, itemId } from '#core';
import { createPractice } from '../../../src/app/use-cases/practice.ts';
import { multipleResponse, scenario, singleChoice, tinyCatalog } from '../../support/catalog.ts';
import { ada } from '../../support/events.ts';
import {
  answeredState,
  answerTo,
  asking,
  practiceSetup,
  screenOf,
  someScenarios,
  ZONE,
} from '../../support/practice.ts';

const start = { learner: ada, zone: ZONE } as const;

describe('a session asks and marks', () => {
  test('what is sent before the answer holds no key, no rationale and no misconception', async () => {
    const { today } = practiceSetup();
    const sent = JSON.stringify(await today());
    expect(sent).not.toMatch(/correct"?:true|rationale|misconception|isKey/);
    expect(sent).not.toContain('A plan limits each key.');
  });

  test('the answer brings key, every rationale, the evidence and when it returns', async () => {
    const { today, answer } = practiceSetup();
    const asked = asking(await today());
    const { feedback, progress, undoable } = answeredState(await answer(asked, ['b']));
    expect(feedback.score).toEqual({ points: 0, maxPoints: 1, isCorrect: false });
    expect(feedback.key).toEqual(['a']);
    expect(feedback.options.map(({ id }) => id)).toEqual(
      asked.ask.item.options.map(({ id }) => id),
    );
    expect(feedback.options.find(({ id }) => id === 'b')).toEqual({
      id: 'b',
      text: 'Two stages',
      isKey: false,
      isChosen: true,
      misconception: 'Stage limits are per caller.',
      rationale: 'A stage limits all callers.',
    });
    expect(feedback.facts[0]?.claim).toBe(
      'A usage plan holds a rate, a burst and a quota per key.',
    );
    expect(feedback.comesBack).toEqual({
      date: '2026-11-24',
      inDays: 1,
      rating: 'again',
      reask: { minutes: 10, answers: 8 },
      lapses: 0,
    });
    expect(progress).toMatchObject({ answered: 1, correct: 0 });
    expect(undoable).toBe(asked.ask.eventId);
  });

  test('the event carries all that later features need', async () => {
    const { today, answer, events } = practiceSetup();
    const asked = asking(await today());
    await answer(asked, ['a'], { confidence: 'unsure', seconds: 44 });
    expect(await events()).toEqual([
      {
        id: asked.ask.eventId,
        v: 1,
        learner: 'ada',
        at: '2026-11-23T10:00:00.000Z',
        zone: ZONE,
        source: 'web',
        type: 'item-answered',
        itemId: asked.ask.item.id,
        itemHash: asked.ask.item.hash,
        sessionId: asked.sessionId,
        variantSeed: asked.ask.variantSeed,
        optionOrder: asked.ask.item.options.map(({ id }) => id),
        response: ['a'],
        score: { points: 1, maxPoints: 1, isCorrect: true },
        seconds: 44,
        confidence: 'unsure',
      },
    ]);
  });

  test('topics take turns, and no two items of one scenario are asked on one day', async () => {
    const two = { items: [singleChoice(), multipleResponse()] };
    const setup = practiceSetup({
      catalog: tinyCatalog([
        scenario('one', { ...two, topic: 'api-keys' }),
        scenario('two', { ...two, topic: 'throttling-quotas' }),
        scenario('three', { ...two, topic: 'api-keys' }),
        scenario('four', { ...two, topic: 'throttling-quotas' }),
      ]),
    });
    const seen: string[] = [];
    let reply = await setup.today();
    while (reply.state.phase === 'asking') {
      const { item } = reply.state.ask;
      seen.push(item.id.split('/')[1] ?? '');
      const answered = await setup.answer(
        reply.state,
        item.type === 'multiple-response' ? ['a', 'b'] : ['a'],
      );
      reply = await setup.next(answered.state);
    }
    expect(seen).toHaveLength(4);
    expect(new Set(seen).size).toBe(4);
    const topics = seen.map((name) => (['one', 'three'].includes(name) ? 'keys' : 'throttling'));
    expect(topics.every((topic, index) => topic !== topics[index + 1])).toBe(true);
    expect(reply.state).toMatchObject({ phase: 'finished', why: 'all-done' });
  });

  test('the summary says what was right and when each comes back', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog(someScenarios(2)) });
    const first = await setup.answer((await setup.today()).state, ['a']);
    const second = await setup.answer((await setup.next(first.state)).state, ['b']);
    const { state } = await setup.next(second.state);
    expect(state).toMatchObject({
      phase: 'finished',
      why: 'all-done',
      seconds: 60,
      progress: { answered: 2, correct: 1, remaining: 0 },
      items: [
        { isCorrect: true, inDays: 2 },
        { isCorrect: false, inDays: 1 },
      ],
      due: { due: 0, unseen: 0, next: { date: '2026-11-24', inDays: 1, count: 1 } },
    });
  });

  test('a topic drill asks its topic only, also what is not due yet', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog(someScenarios(4)) });
    const drill = () => setup.practice.start({ ...start, mode: 'topic', topic: 'api-keys' });
    let reply = await drill();
    for (let round = 0; round < 2; round += 1) {
      expect(asking(reply).ask.item.id).toMatch(/case-[13]/);
      reply = await setup.next((await setup.answer(reply.state)).state);
    }
    expect(reply.state.phase).toBe('finished');
    setup.clock.advance({ days: 1 });
    expect(asking(await drill()).ask.reason.kind).toBe('ahead');
  });

  test('an unknown topic names those there are', async () => {
    const { practice } = practiceSetup();
    expect(await practice.start({ ...start, mode: 'topic', topic: 'nope' })).toMatchObject({
      outcome: 'unknown-topic',
      message: 'There is no topic "nope". Choose one of: throttling-quotas, api-keys.',
    });
  });

  test("the day's minutes end the session, and more can be asked for", async () => {
    const setup = practiceSetup({ minutesPerDay: 1 });
    const first = await setup.answer((await setup.today()).state, ['a'], { seconds: 70 });
    const { state } = await setup.next(first.state);
    expect(state).toMatchObject({ phase: 'finished', why: 'time-spent' });
    expect((await setup.today()).state).toMatchObject({ phase: 'empty', why: 'time-spent' });
    expect((await setup.practice.start({ ...start, mode: 'today', minutes: 10 })).state.phase).toBe(
      'asking',
    );
  });

  test('with nothing written there is nothing to ask, and it says so', async () => {
    const { today } = practiceSetup({ catalog: tinyCatalog([]) });
    expect((await today()).state).toMatchObject({ phase: 'empty', why: 'no-items' });
  });

  test('a skipped item makes room for another', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog(someScenarios(2)) });
    const first = asking(await setup.today());
    const second = asking(await setup.practice.skip(screenOf(first)));
    expect(second.ask.item.id).not.toBe(first.ask.item.id);
    expect(await setup.events()).toEqual([]);
  });
});

describe('a session stands where it stood', () => {
  test('after a reload: the same item, the same order, the same progress', async () => {
    const setup = practiceSetup();
    const first = await setup.answer((await setup.today()).state);
    const { state } = await setup.next(first.state);
    expect((await setup.today()).state).toEqual(state);
    expect((await setup.practice.current(ada)).state).toEqual(state);
  });

  test('after the process died: the same item; an answer given is still answered', async () => {
    const setup = practiceSetup();
    const asked = asking(await setup.today());
    expect((await setup.restarted().current(ada)).state).toEqual(asked);
    const answered = await setup.answer(asked, ['b']);
    expect((await setup.restarted().current(ada)).state).toEqual(answered.state);
  });

  test('on a new day the open session gives way to a new one', async () => {
    const setup = practiceSetup();
    const first = asking(await setup.today());
    setup.clock.set('2026-11-24T02:59:00Z'); // 3:59 in Berlin: still the same day
    expect(asking(await setup.today()).sessionId).toBe(first.sessionId);
    setup.clock.set('2026-11-24T03:01:00Z');
    expect(asking(await setup.today()).sessionId).not.toBe(first.sessionId);
  });

  test('without a session there is none, and what is due is told', async () => {
    const { practice } = practiceSetup();
    expect((await practice.current(ada)).state).toMatchObject({
      phase: 'empty',
      why: 'no-session',
      due: { due: 0, unseen: 12, planned: 12 },
    });
  });

  test('a session that cannot be read is begun anew', async () => {
    const setup = practiceSetup();
    await setup.documents.writeSession(ada, { version: 99 });
    expect((await setup.today()).state.phase).toBe('asking');
  });

  test('the snapshot gives the same state as the whole log', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog(someScenarios(70)) });
    let reply = await setup.today();
    for (let round = 0; round < 55; round += 1) {
      reply = await setup.next((await setup.answer(reply.state, round % 3 ? ['a'] : ['b'])).state);
    }
    expect(await setup.documents.readSnapshot(ada)).toMatchObject({ cursor: 50 });
    const viaSnapshot = await setup.restarted().history(ada);
    await setup.documents.writeSnapshot(ada, { cursor: 50, state: 'not a deck' });
    expect(await setup.restarted().history(ada)).toEqual(viaSnapshot);
  });

  test('closing saves what is not in the snapshot yet', async () => {
    const setup = practiceSetup();
    await setup.answer((await setup.today()).state);
    expect(await setup.documents.readSnapshot(ada)).toBeUndefined();
    await setup.practice.close();
    expect(await setup.documents.readSnapshot(ada)).toMatchObject({ cursor: 1 });
  });
});

describe('nothing is lost and nothing counted twice', () => {
  test('the same answer sent twice counts once and brings the same feedback', async () => {
    const setup = practiceSetup();
    const asked = asking(await setup.today());
    const first = await setup.answer(asked, ['a']);
    const second = await setup.answer(asked, ['a']);
    expect(second).toEqual({
      outcome: 'already-answered',
      message: 'This item was already answered, here or in another tab. The first answer counts.',
      state: first.state,
    });
    expect(await setup.events()).toHaveLength(1);
  });

  test('two tabs answer at once: the first counts', async () => {
    const setup = practiceSetup();
    const asked = asking(await setup.today());
    const [one, two] = await Promise.all([setup.answer(asked, ['a']), setup.answer(asked, ['b'])]);
    expect([one.outcome, two.outcome]).toEqual(['ok', 'already-answered']);
    expect(answeredState(two).feedback.score.isCorrect).toBe(true);
  });

  test('a retry that comes after the next item was asked is known', async () => {
    const setup = practiceSetup();
    const asked = asking(await setup.today());
    const next = await setup.next((await setup.answer(asked)).state);
    const late = await setup.answer(asked);
    expect(late.outcome).toBe('already-answered');
    expect(late.state).toEqual(next.state);
    expect(await setup.events()).toHaveLength(1);
  });

  test('"next" from two tabs moves on once', async () => {
    const setup = practiceSetup();
    const answered = await setup.answer((await setup.today()).state);
    const [one, two] = await Promise.all([setup.next(answered.state), setup.next(answered.state)]);
    expect(two.state).toEqual(one.state);
  });

  test('an answer to a question that another tab skipped is not counted, and says so', async () => {
    const setup = practiceSetup();
    const asked = asking(await setup.today());
    await setup.practice.skip(screenOf(asked));
    expect(await setup.answer(asked)).toMatchObject({
      outcome: 'stale',
      message:
        'You went on in another tab, so this answer was not counted. Here is where you are now.',
      state: { phase: 'asking' },
    });
    expect(await setup.events()).toEqual([]);
  });

  test('an answer to a session that is gone says so', async () => {
    const setup = practiceSetup();
    const asked = asking(await setup.today());
    await setup.documents.writeSession(ada, undefined);
    expect(await setup.answer(asked)).toMatchObject({
      outcome: 'no-session',
      message: 'This practice session is over. Begin a new one.',
    });
  });

  test('an item that was edited since is not counted, and its new version is asked', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog([scenario('one')]) });
    const asked = asking(await setup.today());
    setup.edit(tinyCatalog([scenario('one', { stimulus: 'Now with another number.' })]));
    const reply = await setup.answer(asked);
    expect(reply.outcome).toBe('item-changed');
    expect(reply.message).toBe(
      'This item was edited since it was shown to you, so your answer was not counted. Here is the new version.',
    );
    expect(asking(reply).ask.item.stimulusHtml).toContain('another number');
    expect(await setup.events()).toEqual([]);
  });

  const varied = (rate: number[]) =>
    tinyCatalog([scenario('one', { stimulus: 'It takes {{rate}} calls.', variants: { rate } })]);

  test('an item whose variant set changed since is not counted, and a variant of the new set is asked', async () => {
    const setup = practiceSetup({ catalog: varied([50, 60]) });
    const asked = asking(await setup.today());
    expect(asked.ask.item.stimulusHtml).toMatch(/takes [56]0 calls/);
    setup.edit(varied([70, 80]));
    const reply = await setup.answer(asked);
    expect(reply.outcome).toBe('item-changed');
    expect(asking(reply).ask.item.stimulusHtml).toMatch(/takes [78]0 calls/);
    expect(await setup.events()).toEqual([]);
    expect((await setup.answer(reply.state)).outcome).toBe('ok');
    expect(await setup.events()).toHaveLength(1);
  });

  test('inside a lesson a changed variant set is told too, and nothing is counted', async () => {
    const setup = practiceSetup({ catalog: varied([50, 60]) });
    const item = itemId('api-gateway/one/limit');
    const asked = asking(await setup.practice.start({ ...start, mode: 'item', item }));
    setup.edit(varied([50, 60, 70]));
    expect((await setup.answer(asked)).outcome).toBe('item-changed');
    expect(await setup.events()).toEqual([]);
  });

  test.each<[string, Parameters<typeof scenario>[1]]>([
    ['edited', { stimulus: 'Now with another number.' }],
    ['withdrawn', { retired: '2026-11-23' }],
    ['held out for exams', { pool: 'held-out' }],
  ])('an answer counts once and for ever, though its item is %s right after', async (_, change) => {
    const setup = practiceSetup({ catalog: tinyCatalog([scenario('one'), scenario('two')]) });
    const asked = asking(await setup.today());
    const name = asked.ask.item.id.includes('one') ? 'one' : 'two';
    const { state } = await setup.answer(asked);
    setup.edit(
      tinyCatalog(['one', 'two'].map((each) => scenario(each, each === name ? change : {}))),
    );
    expect((await setup.answer(asked)).outcome).toBe('already-answered');
    const next = asking(await setup.next(state));
    expect(next.progress).toMatchObject({ answered: 1, correct: 1 });
    expect(next.ask.item.id).not.toBe(asked.ask.item.id);
    expect(await setup.events()).toHaveLength(1);
    expect((await setup.practice.due(ada)).answeredToday).toBe(1);
  });

  test('an edited rationale changes nothing', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog([scenario('one')]) });
    const asked = asking(await setup.today());
    const item = singleChoice();
    const options = item.options.map((option) => ({ ...option, rationale: 'Said better.' }));
    setup.edit(tinyCatalog([scenario('one', { items: [{ ...item, options }] })]));
    expect((await setup.answer(asked)).outcome).toBe('ok');
  });

  test('an item that was withdrawn since is not counted, and the next one is asked', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog([scenario('one'), scenario('two')]) });
    const asked = asking(await setup.today());
    const gone = asked.ask.item.id.includes('one') ? 'one' : 'two';
    setup.edit(
      tinyCatalog(
        ['one', 'two'].map((name) =>
          scenario(name, name === gone ? { retired: '2026-11-23' } : {}),
        ),
      ),
    );
    const reply = await setup.answer(asked);
    expect(reply.outcome).toBe('item-retired');
    expect(asking(reply).ask.item.id).not.toContain(gone);
  });

  test.each([
    [['z'], 'This item has no option "z". Load the item again and choose one of its options.'],
    [[], 'No option is chosen. Choose one.'],
    [['a', 'b'], '2 options are chosen. Choose one.'],
  ])('a response of %j is refused in a sentence, and the item stays', async (response, message) => {
    const setup = practiceSetup();
    const asked = asking(await setup.today());
    expect(await setup.answer(asked, response)).toEqual({
      outcome: 'invalid-response',
      message,
      state: asked,
    });
  });

  test('a clock that jumps back loses nothing, and what was answered "tomorrow" is asked again', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog([scenario('one')]) });
    setup.clock.set('2027-11-23T10:00:00Z');
    await setup.answer((await setup.today()).state);
    setup.clock.set('2026-11-23T10:00:00Z');
    const asked = asking(await setup.today());
    expect(asked.ask.reason.kind).toBe('due');
    expect(answeredState(await setup.answer(asked)).feedback.comesBack.date).toMatch(
      /^2026-1[12]-/,
    );
    expect(await setup.events()).toHaveLength(2);
  });

  test('a zone that does not exist counts as the one of the profile', async () => {
    const setup = practiceSetup();
    const reply = await setup.practice.start({ learner: ada, zone: 'Mars/Olympus', mode: 'today' });
    await setup.practice.answer({ ...answerTo(asking(reply), ['a']), zone: 'Mars/Olympus' });
    expect((await setup.events())[0]?.zone).toBe(ZONE);
  });

  test('a tab that was left open overnight does not spend the day', async () => {
    const setup = practiceSetup();
    await setup.answer((await setup.today()).state, ['a'], { seconds: 50_000 });
    expect((await setup.events())[0]).toMatchObject({ seconds: 900 });
  });

  test('a store that cannot save says so, and the answer can be sent again', async () => {
    const setup = practiceSetup();
    const asked = asking(await setup.today());
    const broken = createPractice({
      ...setup.deps,
      store: { ...setup.store, append: () => Promise.reject(new Error('disk full')) },
    });
    await expect(broken.answer(answerTo(asked, ['a']))).rejects.toThrow('disk full');
    expect((await setup.answer(asked)).outcome).toBe('ok');
  });
});

describe('a failure comes back once', () => {
  async function fail(setup: ReturnType<typeof practiceSetup>) {
    const first = asking(await setup.today());
    const reply = await setup.answer(first, ['b']);
    return { first, reply: await setup.next(reply.state) };
  }

  test('after ten minutes and eight items, whichever is later', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog(someScenarios(14)) });
    const failed = await fail(setup);
    const { first } = failed;
    let { reply } = failed;
    const asked: string[] = [];
    for (let round = 0; round < 9; round += 1) {
      const { ask } = asking(reply);
      asked.push(ask.reason.kind);
      if (ask.reason.kind === 'reask') expect(ask.item.id).toBe(first.ask.item.id);
      setup.clock.advance({ minutes: 2 });
      reply = await setup.next(
        (await setup.answer(reply.state, ask.reason.kind === 'reask' ? ['b'] : ['a'])).state,
      );
    }
    expect(asked).toEqual([...Array<string>(8).fill('new'), 'reask']);
    // Failed again: not a third time today.
    const rest: string[] = [];
    while (reply.state.phase === 'asking') {
      rest.push(reply.state.ask.reason.kind);
      setup.clock.advance({ minutes: 2 });
      reply = await setup.next((await setup.answer(reply.state)).state);
    }
    expect(rest).not.toContain('reask');
  });

  test('not by the eighth item when ten minutes are not over', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog(someScenarios(14)) });
    let { reply } = await fail(setup);
    for (let round = 0; round < 10; round += 1) {
      expect(asking(reply).ask.reason.kind).toBe('new');
      setup.clock.advance({ seconds: 30 });
      reply = await setup.next((await setup.answer(reply.state)).state);
    }
  });

  test('right by a guess is a failure too, and so comes back', async () => {
    const setup = practiceSetup();
    const reply = await setup.answer((await setup.today()).state, ['a'], { confidence: 'guessed' });
    expect(answeredState(reply).feedback.comesBack).toMatchObject({ rating: 'again', inDays: 1 });
    expect(answeredState(reply).feedback.comesBack.reask).toBeDefined();
  });
});

describe('undo', () => {
  test('takes the answer back and asks the item again', async () => {
    const setup = practiceSetup();
    const asked = asking(await setup.today());
    const answered = await setup.answer(asked, ['b']);
    const again = asking(await setup.undo(answered.state));
    expect(again.ask.item.id).toBe(asked.ask.item.id);
    expect(again.ask.eventId).not.toBe(asked.ask.eventId);
    expect(again.progress).toMatchObject({ answered: 0, correct: 0 });
    const { feedback } = answeredState(await setup.answer(again, ['a']));
    expect(feedback.comesBack).toMatchObject({ rating: 'good' });
    expect((await setup.events()).map(({ type }) => type)).toEqual([
      'item-answered',
      'answer-undone',
      'item-answered',
    ]);
  });

  test('goes back several steps, also from the next question', async () => {
    const setup = practiceSetup();
    const one = await setup.answer((await setup.today()).state);
    const two = await setup.answer((await setup.next(one.state)).state);
    const three = asking(await setup.next(two.state));
    const undo = (id: string | undefined) =>
      setup.practice.undo({ ...screenOf(three), eventId: eventId(id ?? '') });
    const first = asking(await undo(three.undoable));
    const second = asking(await undo(first.undoable));
    expect(second.ask.item.id).toBe(answeredState(one).ask.item.id);
    expect(second.undoable).toBeUndefined();
    expect((await setup.practice.due(ada)).answeredToday).toBe(0);
  });

  test('pressed twice it takes back one answer', async () => {
    const setup = practiceSetup();
    const one = await setup.answer((await setup.today()).state);
    const two = await setup.answer((await setup.next(one.state)).state);
    await setup.undo(two.state);
    expect((await setup.undo(two.state)).outcome).toBe('stale');
    expect((await setup.events()).filter(({ type }) => type === 'answer-undone')).toHaveLength(1);
  });

  test('survives a restart, though a snapshot holds the undone answer', async () => {
    const setup = practiceSetup();
    const one = await setup.answer((await setup.today()).state);
    await setup.practice.close();
    await setup.undo(one.state);
    expect(await setup.restarted().history(ada)).toMatchObject({ days: [], items: [] });
  });

  test('with nothing to take back says so', async () => {
    const setup = practiceSetup();
    expect(await setup.undo((await setup.today()).state)).toMatchObject({
      outcome: 'nothing-to-undo',
      message: 'There is no answer of this session left to take back.',
    });
  });
});

describe('a single item, as lessons ask it', () => {
  const item = itemId('api-gateway/case-0/limit');

  test('is asked, marked and recorded like any other, and leaves the open session alone', async () => {
    const setup = practiceSetup();
    const session = asking(await setup.today());
    const asked = asking(await setup.practice.start({ ...start, mode: 'item', item }));
    expect(await setup.events()).toEqual([]);
    const { feedback } = answeredState(await setup.answer(asked));
    expect(feedback.score.isCorrect).toBe(true);
    expect((await setup.events())[0]).toMatchObject({
      itemId: item,
      optionOrder: asked.ask.item.options.map(({ id }) => id),
    });
    expect(asking(await setup.practice.current(ada)).sessionId).toBe(session.sessionId);
  });

  test('sent twice counts once', async () => {
    const setup = practiceSetup();
    const asked = asking(await setup.practice.start({ ...start, mode: 'item', item }));
    const first = await setup.answer(asked);
    const second = await setup.answer(asked, ['b']);
    expect(second.outcome).toBe('already-answered');
    expect(answeredState(second).feedback).toEqual(answeredState(first).feedback);
    expect(await setup.events()).toHaveLength(1);
  });

  test('can be undone', async () => {
    const setup = practiceSetup();
    const asked = asking(await setup.practice.start({ ...start, mode: 'item', item }));
    const again = asking(await setup.undo((await setup.answer(asked)).state));
    expect(again.ask.item.id).toBe(item);
    expect((await setup.practice.due(ada)).answeredToday).toBe(0);
    expect((await setup.answer(again)).outcome).toBe('ok');
  });

  test('edited since: not counted, the new version is asked', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog([scenario('case-0')]) });
    const asked = asking(await setup.practice.start({ ...start, mode: 'item', item }));
    setup.edit(tinyCatalog([scenario('case-0', { stimulus: 'New.' })]));
    const reply = await setup.answer(asked);
    expect(reply.outcome).toBe('item-changed');
    expect(asking(reply).ask.item.stimulusHtml).toBe('<p>New.</p>');
  });

  test('unknown or withdrawn says which', async () => {
    const setup = practiceSetup({
      catalog: tinyCatalog([scenario('old', { retired: '2026-01-01' })]),
    });
    const ask = (id: string) => setup.practice.start({ ...start, mode: 'item', item: itemId(id) });
    expect((await ask('api-gateway/nope/x')).outcome).toBe('unknown-item');
    expect((await ask('api-gateway/old/limit')).outcome).toBe('item-retired');
  });
});

describe('what is due', () => {
  test('the day after, a failure is due and says why', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog(someScenarios(2)) });
    const one = await setup.answer((await setup.today()).state, ['b']);
    await setup.answer((await setup.next(one.state)).state, ['a']);
    expect(await setup.practice.due(ada)).toMatchObject({
      due: 0,
      unseen: 0,
      planned: 0,
      answeredToday: 2,
      correctToday: 1,
      minutesToday: 1,
    });
    setup.clock.advance({ days: 1 });
    expect(await setup.practice.due(ada)).toMatchObject({
      due: 1,
      planned: 1,
      plannedMinutes: 1,
      answeredToday: 0,
    });
    const { reason } = asking(await setup.today()).ask;
    expect(reason.kind).toBe('due');
    expect(reason.chanceAfter).toBeGreaterThan(reason.chanceBefore);
  });

  test('an open session is offered', async () => {
    const setup = practiceSetup();
    await setup.answer((await setup.today()).state);
    expect((await setup.practice.due(ada)).openSession).toEqual({ mode: 'today', answered: 1 });
  });

  test('another process sees what this one wrote', async () => {
    const setup = practiceSetup();
    const other = setup.restarted();
    expect((await other.due(ada)).answeredToday).toBe(0);
    await setup.answer((await setup.today()).state);
    expect((await other.due(ada)).answeredToday).toBe(1);
  });

  test('the history shows days, topics, items and what is coming', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog(someScenarios(2)) });
    const one = await setup.answer((await setup.today()).state, ['b']);
    await setup.answer((await setup.next(one.state)).state, ['a']);
    const history = await setup.practice.history(ada);
    expect(history.days).toEqual([{ date: '2026-11-23', answers: 2, correct: 1, seconds: 60 }]);
    expect(history.items.map(({ inDays }) => inDays)).toEqual([1, 2]);
    expect(history.topics.map(({ seen, knownAtFirst }) => [seen, knownAtFirst]).toSorted()).toEqual(
      [
        [1, 0],
        [1, 1],
      ],
    );
    expect(history.forecast.slice(0, 3).map(({ items }) => items)).toEqual([0, 1, 1]);
  });

  test('an exam date is named in the reason, until it is over', async () => {
    const setup = practiceSetup({ examDate: '2026-12-01' });
    expect(asking(await setup.today()).ask.reason.examDate).toBe('2026-12-01');
    setup.clock.set('2026-12-05T10:00:00Z');
    expect(asking(await setup.today()).ask.reason.examDate).toBeUndefined();
  });
});
