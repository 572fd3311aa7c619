import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemId, type ProgressEvent } from '#core';
import {
  createCalendar,
  createFsrs,
  dayOfDate,
  dueDayOf,
  EMPTY_DECK,
  foldEvents,
  ratingOf,
} from '#scheduling';
import { answered, undone } from '../support/events.ts';

const model = createFsrs();
const calendars = () => createCalendar('Europe/Berlin');
const limit = itemId('api-gateway/tiers/limit');
const right = { points: 1, maxPoints: 1, isCorrect: true };
const wrong = { points: 0, maxPoints: 1, isCorrect: false };

const fold = (events: readonly ProgressEvent[], from = EMPTY_DECK) => {
  const deck = foldEvents(from, events, calendars, model);
  if (!deck) throw new Error('the fold asked to begin anew');
  return deck;
};

describe('an answer becomes a rating', () => {
  test.each([
    [false, 'sure', 'again'],
    [false, 'easy', 'again'],
    [true, 'guessed', 'again'],
    [true, 'unsure', 'hard'],
    [true, 'sure', 'good'],
    [true, 'easy', 'easy'],
  ] as const)('right: %s, said: %s → %s', (isCorrect, confidence, rating) => {
    expect(ratingOf(isCorrect, confidence)).toBe(rating);
  });
});

describe('the deck is a fold of the log', () => {
  test('it knows when an item was last seen, how it went and when it is due', () => {
    const deck = fold([answered({ score: wrong }), answered({ at: '2026-11-25T10:00:00.000Z' })]);
    const card = deck.cards.get(limit);
    expect(card).toMatchObject({
      lastDay: dayOfDate('2026-11-25'),
      lastRating: 'good',
      timesOnLastDay: 1,
      repetitions: 2,
      firstWasKnown: false,
      ordinal: 2,
    });
    expect(card && dueDayOf(card, dayOfDate('2026-11-25'))).toBe(
      dayOfDate('2026-11-25') + (card?.intervalDays ?? 0),
    );
    expect(deck.latest).toEqual({
      day: dayOfDate('2026-11-25'),
      answers: 1,
      correct: 1,
      seconds: 40,
    });
  });

  test('an answer at 3 in the morning belongs to the evening before', () => {
    const deck = fold([
      answered({ at: '2026-11-23T22:00:00.000Z', score: wrong }),
      answered({ at: '2026-11-24T02:00:00.000Z', score: wrong }),
    ]);
    expect(deck.cards.get(limit)).toMatchObject({ timesOnLastDay: 2, lapses: 0 });
  });

  test('an answer taken back never was', () => {
    const first = answered();
    const second = answered({ at: '2026-11-25T10:00:00.000Z', score: wrong });
    expect(fold([first, second, undone(second)])).toEqual(fold([first]));
  });

  test('when an answer was folded in before it was taken back, the fold asks to begin anew', () => {
    const first = answered();
    expect(foldEvents(fold([first]), [undone(first)], calendars, model)).toBeUndefined();
  });

  test('an undo of something unknown changes nothing', () => {
    expect(fold([answered(), undone(answered())]).answers).toBe(1);
  });

  test('folding in pieces gives what folding at once gives', () => {
    const logs = fc.array(
      fc.record({
        item: fc.constantFrom('a/b/1', 'a/b/2', 'a/c/1'),
        hours: fc.nat(24 * 90),
        isRight: fc.boolean(),
        confidence: fc.constantFrom('guessed', 'unsure', 'sure', 'easy'),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(logs, fc.nat(40), (log, cut) => {
        const events = log.map(({ item, hours, isRight, confidence }) =>
          answered({
            itemId: itemId(item),
            at: new Date(Date.parse('2026-01-01T00:00:00Z') + hours * 3_600_000).toISOString(),
            score: isRight ? right : wrong,
            confidence,
          }),
        );
        const pieces = fold(events.slice(cut), fold(events.slice(0, cut)));
        expect(pieces).toEqual(fold(events));
      }),
    );
  });

  test('answered while the clock was ahead: due today, not on the wrong date', () => {
    const card = fold([answered({ at: '2027-06-01T10:00:00.000Z' })]).cards.get(limit);
    const today = dayOfDate('2026-11-23');
    expect(card && dueDayOf(card, today)).toBe(today);
  });
});
