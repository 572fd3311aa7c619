import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemId, lessonId, type ProgressEvent, type ProgressEventOf } from '#core';
import {
  createCalendar,
  createFsrs,
  dayOfDate,
  EMPTY_DECK,
  foldEvents,
  horizonDays,
  leechesOf,
  nextPick,
  orderQueue,
  queueFromHistory,
  type Candidate,
  type Plan,
} from '#scheduling';
import { answered } from '../support/events.ts';

const model = createFsrs();
const NOW = Date.parse('2026-11-23T10:00:00Z');
const TODAY = dayOfDate('2026-11-23');
const wrong = { points: 0, maxPoints: 1, isCorrect: false };

const candidate = (name: string, overrides: Partial<Candidate> = {}): Candidate => ({
  itemId: itemId(`c/${name}/i`),
  scenarioId: `c/${name}`,
  topic: 'one',
  seconds: 60,
  weight: 0.1,
  ...overrides,
});

const deckOf = (...events: ProgressEvent[]) =>
  foldEvents(EMPTY_DECK, events, () => createCalendar('UTC'), model) ?? EMPTY_DECK;

const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();
const daysAgo = (days: number) => minutesAgo(days * 24 * 60);
const seen = (name: string, at: string, overrides = {}) =>
  answered({ itemId: itemId(`c/${name}/i`), at, ...overrides });

function queue(candidates: Candidate[], deck = EMPTY_DECK, plan: Partial<Plan> = {}) {
  return orderQueue({ candidates, now: NOW, today: TODAY, ...plan }, deck, model);
}
const names = (picks: ReturnType<typeof queue>) => picks.map((pick) => pick.itemId.split('/')[1]);

describe('the queue is ordered by value per minute', () => {
  test('the heavier item first, and of equals the shorter one', () => {
    expect(names(queue([candidate('light', { weight: 0.01 }), candidate('heavy')]))).toEqual([
      'heavy',
      'light',
    ]);
    expect(names(queue([candidate('long', { seconds: 120 }), candidate('short')]))).toEqual([
      'short',
      'long',
    ]);
  });

  test('items that are not due are left out, unless they are asked for, and then come last', () => {
    const deck = deckOf(seen('fresh', daysAgo(1)), seen('stale', daysAgo(20)));
    const candidates = [candidate('fresh'), candidate('stale'), candidate('new')];
    expect(
      queue(candidates, deck)
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['due', 'new']);
    expect(queue(candidates, deck, { includesAhead: true }).at(-1)).toMatchObject({
      kind: 'ahead',
    });
  });

  test('every pick explains itself', () => {
    const [pick] = queue([candidate('stale')], deckOf(seen('stale', daysAgo(20))));
    expect(pick).toMatchObject({ kind: 'due', weight: 0.1, seconds: 30, overdueDays: 18 });
    const { recallNow = 0, chanceBefore = 0, chanceAfter = 0 } = pick ?? {};
    expect(recallNow).toBeLessThan(0.9);
    expect(chanceBefore).toBeLessThan(chanceAfter);
    expect(chanceAfter).toBeLessThanOrEqual(1);
  });

  test('asking never makes things worse in expectation, whatever the history', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 900 }),
        fc.integer({ min: 1, max: 60 }),
        fc.boolean(),
        (days, exam, isRight) => {
          const deck = deckOf(seen('x', daysAgo(days), isRight ? {} : { score: wrong }));
          const [pick] = queue([candidate('x')], deck, { examDay: TODAY + exam });
          if (!pick) return;
          expect(pick.chanceAfter).toBeGreaterThanOrEqual(pick.chanceBefore);
          expect(pick.perMinute).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  test('an exam tomorrow and one that is over reckon with a day and with a month', () => {
    expect(horizonDays(TODAY, TODAY + 1)).toBe(1);
    expect(horizonDays(TODAY, TODAY)).toBe(1);
    expect(horizonDays(TODAY, TODAY - 1)).toBe(30);
    expect(horizonDays(TODAY)).toBe(30);
  });

  test('equals keep the order they came in, so the same plan gives the same queue', () => {
    const candidates = ['a', 'b', 'c'].map((name) => candidate(name));
    expect(names(queue(candidates))).toEqual(['a', 'b', 'c']);
  });

  test('skipped items are left out', () => {
    expect(queue([candidate('a')], EMPTY_DECK, { excluded: new Set([itemId('c/a/i')]) })).toEqual(
      [],
    );
  });
});

describe('topics and scenarios', () => {
  test('topics take turns as long as there are two, beginning with another than the last', () => {
    const candidates = ['a', 'b', 'c'].flatMap((name) => [
      candidate(`${name}1`, { weight: 0.5 }),
      candidate(`${name}2`, { topic: 'two' }),
    ]);
    expect(queue(candidates, EMPTY_DECK, { lastTopic: 'one' }).map(({ topic }) => topic)).toEqual([
      'two',
      'one',
      'two',
      'one',
      'two',
      'one',
    ]);
  });

  test('of one scenario the best item is asked, and its siblings not the same day', () => {
    const siblings = [
      candidate('x', { weight: 0.1 }),
      candidate('y', { scenarioId: 'c/x', weight: 0.4 }),
    ];
    expect(names(queue(siblings))).toEqual(['y']);
    expect(queue(siblings, deckOf(seen('y', minutesAgo(60))))).toEqual([]);
    expect(names(queue(siblings, deckOf(seen('y', daysAgo(1)))))).toEqual(['x']);
  });

  test('no queue holds two of a scenario, and none two of a topic in a row that could be parted', () => {
    const banks = fc.array(
      fc.record({
        scenario: fc.nat(6),
        topic: fc.nat(2),
        weight: fc.double({ min: 0.01, max: 1, noNaN: true }),
      }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(banks, (bank) => {
        const candidates = bank.map(({ scenario, topic, weight }, index) =>
          candidate(`${index}`, { scenarioId: `s${scenario}`, topic: `t${topic}`, weight }),
        );
        const picks = queue(candidates);
        const scenarios = picks.map(
          ({ itemId: id }) => candidates.find((one) => one.itemId === id)?.scenarioId,
        );
        expect(new Set(scenarios).size).toBe(picks.length);
        picks.forEach(({ topic }, index) => {
          const before = picks[index - 1];
          if (before?.topic !== topic) return;
          expect(picks.slice(index).every((later) => later.topic === topic)).toBe(true);
        });
      }),
    );
  });
});

describe('a failure comes back once on the same day', () => {
  const others = (count: number, minutes: number) =>
    Array.from({ length: count }, (_, index) => seen(`other${index}`, minutesAgo(minutes)));
  const failed = (minutes: number) => seen('failed', minutesAgo(minutes), { score: wrong });
  const kinds = (...events: ProgressEvent[]) =>
    queue([candidate('failed')], deckOf(...events)).map(({ kind }) => kind);

  test('ten minutes and eight answers later, before all else', () => {
    expect(kinds(failed(10), ...others(8, 1))).toEqual(['reask']);
    const [first] = queue(
      [candidate('new', { weight: 1 }), candidate('failed')],
      deckOf(failed(10), ...others(8, 1)),
    );
    expect(first?.kind).toBe('reask');
  });

  test('not before either', () => {
    expect(kinds(failed(9.9), ...others(8, 1))).toEqual([]);
    expect(kinds(failed(60), ...others(7, 1))).toEqual([]);
  });

  test('not a second time', () => {
    expect(kinds(failed(60), ...others(8, 50), failed(40), ...others(8, 1))).toEqual([]);
  });

  test('not when the re-ask went well', () => {
    expect(
      kinds(failed(60), ...others(8, 50), seen('failed', minutesAgo(40)), ...others(8, 1)),
    ).toEqual([]);
  });

  test('on the next day it is simply due', () => {
    expect(kinds(seen('failed', daysAgo(1), { score: wrong }))).toEqual(['due']);
  });

  test('a clock that went back does not bring it early', () => {
    expect(kinds(failed(-30), ...others(8, 1))).toEqual([]);
  });
});

describe('an item that keeps slipping', () => {
  const slips = (times: number, last = wrong) =>
    Array.from({ length: times + 1 }, (_, index) =>
      seen('slips', daysAgo(60 - index * 5), { score: index === times ? last : wrong }),
    );
  const lesson = 'api-gateway/module/lesson';
  const slipping = candidate('slips', { remedies: [lesson, 'lab'] });
  const readAt = (at: string): ProgressEvent => {
    const { id, v, learner, zone, source } = answered();
    return { id, v, learner, zone, source, at, type: 'lesson-opened', lessonId: lessonId(lesson) };
  };

  test('is asked again after three lapses, and held back after the fourth', () => {
    expect(names(queue([slipping], deckOf(...slips(3))))).toEqual(['slips']);
    const deck = deckOf(...slips(4));
    expect(queue([slipping], deck)).toEqual([]);
    expect(leechesOf({ candidates: [slipping], now: NOW, today: TODAY }, deck)).toEqual([slipping]);
  });

  test('comes back once its lesson was opened after the lapse, not before', () => {
    expect(queue([slipping], deckOf(readAt(daysAgo(50)), ...slips(4)))).toEqual([]);
    expect(names(queue([slipping], deckOf(...slips(4), readAt(daysAgo(1)))))).toEqual(['slips']);
  });

  test('is asked all the same when nothing would help it, or when it is known again', () => {
    expect(names(queue([candidate('slips')], deckOf(...slips(4))))).toEqual(['slips']);
    const known = { points: 1, maxPoints: 1, isCorrect: true };
    expect(names(queue([slipping], deckOf(...slips(5, known))))).toEqual(['slips']);
  });
});

describe('what the learner sets aside', () => {
  const mark = (name: string, as: ProgressEventOf<'item-marked'>['mark'], at: string) => {
    const { id, v, learner, zone, source } = answered();
    const item = itemId(`c/${name}/i`);
    return {
      id,
      v,
      learner,
      zone,
      source,
      at,
      type: 'item-marked',
      itemId: item,
      mark: as,
    } as const;
  };

  test('a suspended item stays away until it is resumed', () => {
    const suspended = mark('x', 'suspended', daysAgo(9));
    expect(queue([candidate('x')], deckOf(suspended))).toEqual([]);
    expect(
      names(queue([candidate('x')], deckOf(suspended, mark('x', 'resumed', daysAgo(1))))),
    ).toEqual(['x']);
  });

  test('a buried item stays away for the day, and can be dug up', () => {
    const buried = mark('x', 'buried', minutesAgo(5));
    expect(queue([candidate('x')], deckOf(buried))).toEqual([]);
    expect(
      names(queue([candidate('x')], deckOf(buried, mark('x', 'unburied', minutesAgo(1))))),
    ).toEqual(['x']);
    expect(names(queue([candidate('x')], deckOf(mark('x', 'buried', daysAgo(1)))))).toEqual(['x']);
  });

  test('a flag changes nothing but the flag', () => {
    const deck = deckOf(mark('x', 'flagged', daysAgo(1)));
    expect(names(queue([candidate('x')], deck))).toEqual(['x']);
    expect(deck.marks.get(itemId('c/x/i'))).toEqual({ isFlagged: true, isSuspended: false });
  });
});

describe('the queue can be driven from outside', () => {
  test('the next pick is the first of the queue, and a history gives the queue of its deck', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            topic: fc.nat(3),
            weight: fc.double({ min: 0.01, max: 1, noNaN: true }),
            age: fc.nat(40),
          }),
          {
            maxLength: 20,
          },
        ),
        (bank) => {
          const candidates = bank.map(({ topic, weight }, index) =>
            candidate(`${index}`, { topic: `t${topic}`, weight }),
          );
          const history = bank.flatMap(({ age }, index) =>
            age > 20 ? [] : [seen(`${index}`, daysAgo(age))],
          );
          const plan = { candidates, now: NOW, today: TODAY, includesAhead: true };
          const picks = orderQueue(plan, deckOf(...history), model);
          expect(nextPick(plan, deckOf(...history), model)).toEqual(picks[0]);
          expect(queueFromHistory(plan, history, () => createCalendar('UTC'), model)).toEqual(
            picks,
          );
        },
      ),
    );
  });
});
