import { describe, expect, test } from 'vitest';
import { placeOf, ProgressEvent, type ProgressEventOf } from '#core';

const envelope = {
  id: 'event-1',
  v: 1,
  learner: 'ada',
  at: '2026-11-23T10:00:00.000Z',
  zone: 'Europe/Berlin',
  source: 'web',
};

/** One event of each type that the first release wrote, as it stands in a log. Never edit these. */
const FIRST_RELEASE = [
  {
    ...envelope,
    type: 'item-answered',
    itemId: 'api-gateway/tiers/limit',
    itemHash: '0123456789abcd',
    sessionId: 'session-1',
    variantSeed: 1,
    optionOrder: ['b', 'a'],
    response: ['a'],
    score: { points: 1, maxPoints: 1, isCorrect: true },
    seconds: 40,
    confidence: 'sure',
  },
  { ...envelope, type: 'answer-undone', eventId: 'event-0' },
  { ...envelope, type: 'lesson-opened', lessonId: 'api-gateway/who-may-call/usage-plans' },
  { ...envelope, type: 'lesson-finished', lessonId: 'api-gateway/who-may-call/usage-plans' },
  { ...envelope, type: 'lab-verified', labId: 'tiers', verdicts: { plan: 'pass' }, passed: true },
  { ...envelope, type: 'lab-helped', labId: 'tiers', help: 'hint', objectiveId: 'plan', step: 1 },
  { ...envelope, type: 'lab-helped', labId: 'tiers', help: 'solution' },
];

const MARKS = ['flagged', 'unflagged', 'suspended', 'resumed', 'buried', 'unburied'];

describe('events are for ever', () => {
  test.each(FIRST_RELEASE)(
    'a $type event of the first release is still read as it was',
    (event) => {
      expect(ProgressEvent.parse(event)).toEqual(event);
    },
  );

  test('marks, notes, reports, results and predictions are events as well', () => {
    const itemId = 'api-gateway/tiers/limit';
    const restedOn = { firstAttempts: 61, mocks: 0, mockAnswers: 0, cut: 0.7, cutDeviation: 0.02 };
    const events = [
      ...MARKS.map((mark) => ({ ...envelope, type: 'item-marked', itemId, mark })),
      { ...envelope, type: 'item-noted', itemId, note: '' },
      { ...envelope, type: 'item-reported', itemId, itemHash: 'abc', text: 'Two keys are right.' },
      { ...envelope, type: 'exam-sat', exam: 'SAA-C03', date: '2026-12-20', passed: true },
      {
        ...envelope,
        type: 'readiness-predicted',
        exam: 'SAA-C03',
        method: 1,
        chance: 0.7,
        low: 0.5,
        high: 0.85,
        restedOn,
      },
    ];
    expect(events.map((event) => ProgressEvent.parse(event))).toEqual(events);
  });

  test('a lab judged before the place was written down was judged in the sandbox', () => {
    const old = FIRST_RELEASE.find(({ type }) => type === 'lab-verified');
    const read = (event: object) => ProgressEvent.parse(event) as ProgressEventOf<'lab-verified'>;
    expect(placeOf(read({ ...old }))).toBe('sandbox');
    expect(placeOf(read({ ...old, where: 'sandbox' }))).toBe('sandbox');
    expect(placeOf(read({ ...old, where: 'aws' }))).toBe('aws');
    expect(ProgressEvent.safeParse({ ...old, where: 'endpoint' }).success).toBe(false);
  });

  test('an event of an unknown type is refused rather than read halfway', () => {
    expect(ProgressEvent.safeParse({ ...envelope, type: 'item-dreamt' }).success).toBe(false);
  });
});
