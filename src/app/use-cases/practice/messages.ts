import type { PracticeOutcome } from '#quiz';

/** What to tell the learner, for the outcomes that are always told the same way. */
export const outcomeMessages = {
  'already-answered':
    'This item was already answered, here or in another tab. The first answer counts.',
  'item-changed':
    'This item was edited since it was shown to you, so your answer was not counted. Here is the new version.',
  'item-retired':
    'This item was withdrawn since it was shown to you, so your answer was not counted. Go on with the next one.',
  stale: 'You went on in another tab, so this answer was not counted. Here is where you are now.',
  'no-session': 'This practice session is over. Begin a new one.',
  'unknown-item': 'There is no such item. It may have been withdrawn.',
  'nothing-to-undo': 'There is no answer of this session left to take back.',
} satisfies Partial<Record<PracticeOutcome, string>>;

/** @param topics what there is */
export const unknownTopic = (topic: string, topics: readonly string[]) =>
  topics.length === 0
    ? `There are no items on "${topic}" yet.`
    : `There is no topic "${topic}". Choose one of: ${topics.join(', ')}.`;

const isTold = (outcome: PracticeOutcome): outcome is keyof typeof outcomeMessages =>
  outcome in outcomeMessages;

/** The sentence of an outcome; undefined for `ok` and for those that are worded case by case. */
export const messageFor = (outcome: PracticeOutcome): string | undefined =>
  isTold(outcome) ? outcomeMessages[outcome] : undefined;
