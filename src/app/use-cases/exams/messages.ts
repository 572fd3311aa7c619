import type { SaveReply } from './contract.ts';

/** What to tell the learner about a save, for every outcome but `ok`. */
export const saveMessages = {
  'already-saved': 'This answer was saved before. It counts once.',
  stale:
    'This question was answered in another tab since. What you see now is what is saved; change it here if you want.',
  'time-up': 'The time is up, so this answer was not saved. Your exam is handed in as it was.',
  submitted: 'This exam is handed in already, so this answer was not saved.',
  'unknown-question': 'This exam has no such question. Load the page again.',
  'item-changed':
    'This question was edited or withdrawn since your exam began. It does not count, for you or against you.',
  'invalid-response':
    'This answer does not fit the question, so it was not saved. Load the page again and choose from what it shows.',
  'unknown-exam': 'There is no such exam. Begin a new one.',
} as const satisfies Record<Exclude<SaveReply['outcome'], 'ok'>, string>;

export const unknownPlan = (planId: string, known: readonly string[]) =>
  `There is no exam "${planId}". Choose one of: ${known.join(', ')}.`;

export const tooFewItems = (title: string, missing: number) =>
  `There are too few items for "${title}" yet: ${missing} are missing. Practise a topic, or write some.`;
