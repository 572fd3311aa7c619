import { describe, expect, test } from 'vitest';
import { eventId, itemId } from '#core';
import type { PracticeReply, PracticeState } from '#quiz';
import { multipleResponse, scenario, singleChoice, tinyCatalog } from '../../support/catalog.ts';
import { ada, freshId } from '../../support/events.ts';
import { asking, practiceSetup, screenOf, someScenarios, ZONE } from '../../support/practice.ts';

type Setup = ReturnType<typeof practiceSetup>;
const start = { learner: ada, zone: ZONE } as const;

/** Answers until the session ends; says which items were asked. */
async function through(setup: Setup, first: PracticeReply, response = () => ['a']) {
  const asked: string[] = [];
  let reply = first;
  while (reply.state.phase === 'asking') {
    asked.push(reply.state.ask.item.id.split('/')[1] ?? '');
    reply = await setup.next((await setup.answer(reply.state, response())).state);
  }
  return { asked, state: reply.state };
}

const finished = (state: PracticeState) => {
  if (state.phase !== 'finished') throw new Error(`not finished: ${JSON.stringify(state)}`);
  return state;
};

describe('drills', () => {
  test('missed items are those that were not known last time', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog(someScenarios(4)) });
    let turn = 0;
    const { asked } = await through(setup, await setup.today(), () => [
      (turn += 1) % 2 ? 'b' : 'a',
    ]);
    setup.clock.advance({ days: 1 });
    const drill = await setup.practice.start({ ...start, mode: 'missed' });
    const missed = await through(setup, drill);
    expect(missed.asked.toSorted()).toEqual(asked.filter((_, index) => index % 2 === 0).toSorted());
    const none = await setup.practice.start({ ...start, mode: 'missed' });
    expect(none.state).toMatchObject({ phase: 'empty', why: 'nothing-due' });
  });

  test('weak topics are asked, strong ones are not', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog(someScenarios(12)) });
    let reply = await setup.today();
    for (let count = 0; count < 10; count += 1) {
      const isKeys = /case-\d*[13579]\//.test(asking(reply).ask.item.id);
      reply = await setup.next((await setup.answer(reply.state, [isKeys ? 'b' : 'a'])).state);
    }
    setup.clock.advance({ days: 1 });
    const { asked } = await through(setup, await setup.practice.start({ ...start, mode: 'weak' }));
    expect(asked).not.toHaveLength(0);
    expect(asked.every((name) => Number(name.split('-')[1]) % 2 === 1)).toBe(true);
  });

  test('a drill of one’s own keeps to its topics, types, levels and count', async () => {
    const setup = practiceSetup({
      catalog: tinyCatalog([
        scenario('easy', { level: 1, items: [multipleResponse()] }),
        scenario('one', { level: 4, items: [multipleResponse()] }),
        scenario('two', { level: 4, items: [multipleResponse()] }),
        scenario('single', { level: 4, items: [singleChoice()] }),
        scenario('other', { level: 4, topic: 'auth', items: [multipleResponse()] }),
      ]),
    });
    const filter = {
      topics: ['throttling-quotas'],
      types: ['multiple-response'] as const,
      levels: [4],
    };
    const drill = await setup.practice.start({ ...start, mode: 'custom', filter });
    const { asked } = await through(setup, drill, () => ['a', 'b']);
    expect(asked.toSorted()).toEqual(['one', 'two']);
    setup.clock.advance({ days: 1 });
    const short = { ...filter, count: 1 };
    const one = await setup.practice.start({ ...start, mode: 'custom', filter: short });
    expect(asking(one).progress.remaining).toBe(1);
    expect((await through(setup, one, () => ['a', 'b'])).asked).toHaveLength(1);
  });

  test('a diagnostic asks new items only, topics in turn, and says what it found', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog(someScenarios(40)) });
    let turn = 0;
    const drill = await setup.practice.start({ ...start, mode: 'diagnostic' });
    const { asked, state } = await through(setup, drill, () => [(turn += 1) % 2 ? 'a' : 'b']);
    expect(new Set(asked).size).toBe(asked.length);
    const topics = asked.map((name) => Number(name.split('-')[1]) % 2);
    expect(topics.every((topic, index) => topic !== topics[index + 1])).toBe(true);
    const { why, diagnosis } = finished(state);
    expect(why).toBe('certain');
    expect(diagnosis?.low).toBeLessThan(diagnosis?.mean ?? 0);
    expect(diagnosis?.high).toBeGreaterThan(diagnosis?.mean ?? 1);
    expect(asked.length).toBeLessThanOrEqual(30);
  });

  test('is taken up where it was left, also by another process', async () => {
    const setup = practiceSetup();
    const drill = { ...start, mode: 'custom', filter: { count: 5 } } as const;
    const first = await setup.practice.start(drill);
    const next = await setup.next((await setup.answer(first.state)).state);
    const again = await setup.restarted().start(drill);
    expect(asking(again).ask.eventId).toBe(asking(next).ask.eventId);
    expect(asking(again).progress).toMatchObject({ answered: 1, remaining: 4 });
  });
});

describe('several steps can be taken back', () => {
  test('answers, a skip and items set aside, the latest first', async () => {
    const setup = practiceSetup();
    const { practice } = setup;
    const one = asking(await setup.today());
    const two = asking(await setup.next((await setup.answer(one)).state));
    const three = asking(await practice.skip(screenOf(two)));
    const four = asking(await practice.setAside({ ...screenOf(three), how: 'suspend' }));
    const five = asking(await practice.setAside({ ...screenOf(four), how: 'bury' }));
    const undo = async (state: PracticeState) => {
      const undoable = 'undoable' in state ? state.undoable : undefined;
      return asking(await practice.undo({ ...screenOf(state), eventId: undoable ?? eventId('') }));
    };
    const backToFour = await undo(five);
    expect(backToFour.ask.item.id).toBe(four.ask.item.id);
    const backToThree = await undo(backToFour);
    expect(backToThree.ask.item.id).toBe(three.ask.item.id);
    const backToTwo = await undo(backToThree);
    expect(backToTwo.ask.item.id).toBe(two.ask.item.id);
    const backToOne = await undo(backToTwo);
    expect(backToOne.ask.item.id).toBe(one.ask.item.id);
    expect(backToOne.progress.answered).toBe(0);
    expect(backToOne.undoable).toBeUndefined();
    const types = (await setup.events()).map((event) =>
      event.type === 'item-marked' ? event.mark : event.type,
    );
    expect(types).toEqual([
      'item-answered',
      'suspended',
      'buried',
      'unburied',
      'resumed',
      'answer-undone',
    ]);
  });
});

describe('words about an item', () => {
  const id = itemId('api-gateway/case-0/limit');
  const about = { ...start, itemId: id };

  test('a flag and a note stay with the item until they are taken off', async () => {
    const { practice } = practiceSetup();
    expect(await practice.mark({ ...about, mark: 'flagged' })).toEqual({
      outcome: 'ok',
      mark: { isFlagged: true },
    });
    expect(await practice.note({ ...about, note: 'Mind the burst.' })).toEqual({
      outcome: 'ok',
      mark: { isFlagged: true, note: 'Mind the burst.' },
    });
    expect(await practice.marked(ada)).toMatchObject([
      { itemId: id, isFlagged: true, isSuspended: false, isBuried: false, note: 'Mind the burst.' },
    ]);
    await practice.note({ ...about, note: '' });
    await practice.mark({ ...about, mark: 'unflagged' });
    expect(await practice.marked(ada)).toEqual([]);
  });

  test('a suspended item is not asked, also after a restart, until it is resumed', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog(someScenarios(1)) });
    const asked = asking(await setup.today());
    const { state } = await setup.practice.setAside({ ...screenOf(asked), how: 'suspend' });
    expect(state.phase).toBe('empty');
    await setup.practice.close();
    const restarted = setup.restarted();
    expect((await restarted.due(ada)).planned).toBe(0);
    await restarted.mark({ ...about, mark: 'resumed' });
    expect((await restarted.due(ada)).planned).toBe(1);
  });

  test('a report reaches the author with the file to mend, and says when the item was edited since', async () => {
    const setup = practiceSetup({ catalog: tinyCatalog(someScenarios(1)) });
    await setup.practice.report({ ...about, text: 'Two keys are right.' });
    const report = {
      itemId: id,
      file: 'quizzes/throttling-quotas/case-0.mdx',
      text: 'Two keys are right.',
    };
    expect(await setup.practice.reports(ada)).toMatchObject([{ ...report, isEdited: false }]);
    setup.edit(tinyCatalog([scenario('case-0', { stimulus: 'Another case.' })]));
    expect(await setup.practice.reports(ada)).toMatchObject([{ ...report, isEdited: true }]);
  });

  test('an unknown item is told, and nothing is kept', async () => {
    const setup = practiceSetup();
    const unknown = { ...start, itemId: itemId('api-gateway/nowhere/x') };
    expect(await setup.practice.note({ ...unknown, note: 'x' })).toEqual({
      outcome: 'unknown-item',
      message: 'There is no such item. It may have been withdrawn.',
    });
    expect(await setup.events()).toEqual([]);
  });
});

test('an item that slipped four times is held back, and its lesson is named', async () => {
  const lessonId = 'api-gateway/who-may-call/usage-plans';
  const setup = practiceSetup({
    catalog: tinyCatalog([
      scenario('case-0', { lessons: [lessonId] }),
      ...someScenarios(2).slice(1),
    ]),
  });
  const only = { ...start, mode: 'topic', topic: 'throttling-quotas' } as const;
  for (let day = 0; day < 5; day += 1) {
    await setup.answer((await setup.practice.start(only)).state, ['b']);
    setup.clock.advance({ days: 2 });
  }
  expect((await setup.practice.start(only)).state.phase).toBe('empty');
  const { leeches } = await setup.practice.due(ada);
  expect(leeches).toMatchObject([{ lapses: 4, remedies: [{ url: `/learn/${lessonId}` }] }]);
  await setup.store.append(ada, [
    {
      id: freshId(),
      v: 1,
      learner: ada,
      at: new Date(setup.clock.now()).toISOString(),
      zone: ZONE,
      source: 'web',
      type: 'lesson-opened',
      lessonId: lessonId as never,
    },
  ]);
  expect((await setup.practice.due(ada)).leeches).toEqual([]);
  expect((await setup.practice.start(only)).state.phase).toBe('asking');
});
