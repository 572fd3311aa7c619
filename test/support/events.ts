import { eventId, itemId, learnerId, type ProgressEvent, type ProgressEventOf } from '#core';

/** A learner for tests. */
export const ada = learnerId('ada');

let made = 0;

/** A fresh event id. Ids of tests only have to differ. */
export const freshId = () => eventId(`event-${(made += 1).toString().padStart(6, '0')}`);

/** An answered item; say what matters, the rest is ordinary. */
export function answered(
  overrides: Partial<ProgressEventOf<'item-answered'>> = {},
): ProgressEventOf<'item-answered'> {
  return {
    id: freshId(),
    v: 1,
    learner: ada,
    at: '2026-11-23T10:00:00.000Z',
    zone: 'Europe/Berlin',
    source: 'web',
    type: 'item-answered',
    itemId: itemId('api-gateway/tiers/limit'),
    itemHash: '0123456789abcd',
    sessionId: 'session-1',
    variantSeed: 1,
    optionOrder: ['a', 'b', 'c'],
    response: ['a'],
    score: { points: 1, maxPoints: 1, isCorrect: true },
    seconds: 40,
    confidence: 'sure',
    ...overrides,
  };
}

/** The event that takes an answer back. */
export const undone = (answer: ProgressEvent): ProgressEventOf<'answer-undone'> => ({
  id: freshId(),
  v: 1,
  learner: answer.learner,
  at: answer.at,
  zone: answer.zone,
  source: 'web',
  type: 'answer-undone',
  eventId: answer.id,
});
