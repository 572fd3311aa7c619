import type { DueCounts, PickReason, Return } from '#quiz';

const plural = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** "tomorrow", "in 5 days". */
export const inDays = (days: number) =>
  days <= 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;

/** @param date YYYY-MM-DD @returns such as "Thursday 26 November" in the reader's manner */
const longDate = (date: string) =>
  new Intl.DateTimeFormat(undefined, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(Date.parse(`${date}T00:00:00Z`));

const kinds: Record<PickReason['kind'], string> = {
  reask: 'You missed this earlier today.',
  due: 'You are about to forget this.',
  new: 'This is new to you.',
  ahead: 'This is not due yet: you asked for the whole topic.',
  asked: 'You chose this one.',
};

/** Why an item is asked now, in one or two sentences. */
function reason({
  kind,
  weight,
  chanceBefore,
  chanceAfter,
  seconds,
  overdueDays,
  examDate,
}: PickReason) {
  if (kind === 'asked') return kinds.asked;
  const late = overdueDays > 0 ? ` It is ${plural(overdueDays, 'day')} late.` : '';
  const when = examDate ? `on ${longDate(examDate)}` : 'in a month';
  const share = (weight * 100).toFixed(1);
  return `${kinds[kind]}${late} Of the exam weight that the items here cover it carries ${share} %; the estimated chance that you get it right ${when} goes from ${percent(chanceBefore)} to ${percent(chanceAfter)}, for about ${Math.round(seconds)} seconds.`;
}

const because: Record<Return['rating'], string> = {
  again: 'because you did not know it yet',
  hard: 'sooner than usual, because you were unsure',
  good: 'when your chance to recall it has fallen to about 90 %',
  easy: 'later than usual, because it was easy for you',
};

/** When an answered item comes back, and why then. */
function comesBack({ date, inDays: days, rating, reask }: Return, isCorrect: boolean) {
  const why =
    rating === 'again' && isCorrect ? 'because a right guess counts as not known' : because[rating];
  const again = reask
    ? ` It may also come back today, after ${reask.minutes} minutes and ${reask.answers} other items.`
    : '';
  const when = days > 1 ? `${inDays(days)}, on ${longDate(date)}` : inDays(days);
  return `Comes back ${when}, ${why}.${again}`;
}

/** What is waiting, for a page that has nothing to ask. */
function waiting({ next }: DueCounts) {
  if (!next) return 'Nothing else is planned.';
  return `${plural(next.count, 'item')} will be due ${inDays(next.inDays)}.`;
}

/** Every text of practice and of the items inside lessons. */
export const practiceMessages = {
  loading: 'Getting your next item…',
  sending: 'Marking your answer…',
  submit: 'Answer',
  next: 'Next item',
  skip: 'Skip for now',
  finish: 'End session',
  undo: 'Take back the answer',
  retry: 'Try again',
  help: 'Keyboard shortcuts',
  close: 'Close',
  whyThis: 'Why this one now?',
  options: 'Options',
  chosen: (count: number, of: number) => `${count} of ${of} chosen`,
  confidence: 'How sure are you?',
  confidences: { sure: 'Sure', unsure: 'Unsure', guessed: 'Guessing', easy: 'Too easy' },
  correct: 'Correct',
  incorrect: 'Not correct',
  partly: (points: number, of: number) => `Not correct: ${points} of ${of} points`,
  states: {
    keyChosen: 'Right, and you chose it',
    keyMissed: 'Right, and you did not choose it',
    distractorChosen: 'Wrong, and you chose it',
    distractor: 'Wrong',
  },
  evidence: 'What this rests on',
  asOf: (date: string) => `read: ${date}`,
  readOn: 'Read on',
  lesson: (title: string) => `Lesson: ${title}`,
  lab: (title: string) => `Lab: ${title}`,
  leech: (lapses: number) =>
    `You have forgotten this ${lapses} times. The lesson or the lab will help more than another repeat.`,
  progress: (answered: number, remaining: number) =>
    `${plural(answered, 'item')} answered, ${remaining} to go`,
  expected: (seconds: number) => `about ${seconds} s`,
  network:
    'Gatewise did not answer, so nothing was saved yet. Your choice is kept: check that the server is running, then try again.',
  server: (message: string) => `${message} Your choice is kept: try again.`,
  summary: {
    title: {
      'all-done': 'All done for now',
      'time-spent': 'Today’s time is used well',
      stopped: 'Session ended',
      certain: 'Your level is clear enough',
    },
    score: (correct: number, answered: number, seconds: number) =>
      `${correct} of ${plural(answered, 'item')} right in ${plural(Math.max(1, Math.round(seconds / 60)), 'minute')}.`,
    nothing: 'You answered no item this time.',
    right: 'right',
    wrong: 'wrong',
    guessed: 'right by a guess',
    back: (days: number) => `comes back ${inDays(days)}`,
    list: 'What you answered',
  },
  more: '10 more minutes',
  again: 'Begin a new session',
  empty: {
    'nothing-due': 'Nothing is due',
    'time-spent': 'Today’s minutes are used',
    'no-items': 'No items yet',
    'no-session': 'No session is open',
  },
  emptyText: {
    'nothing-due': 'You have answered all that pays off today. Read a lesson, or build a lab.',
    'time-spent': 'You have done what you planned for today. Stop here, or go on for a while.',
    'no-items': 'Nothing has been written for this yet. Read a lesson, or build a lab.',
    'no-session': 'Begin one: it takes as long as your plan for the day.',
  },
  toLessons: 'Go to the lessons',
  toLabs: 'Go to the labs',
  check: 'Check yourself',
  checkAgain: 'Try it again',
  shortcutsOn: 'Use keyboard shortcuts',
  shortcuts: [
    { keys: ['1–9', 'A–F'], does: 'choose an option, or drop it' },
    { keys: ['Enter'], does: 'answer, then go to the next item' },
    { keys: ['G'], does: 'say that you are guessing' },
    { keys: ['U'], does: 'say that you are unsure' },
    { keys: ['Z'], does: 'take back the last answer' },
    { keys: ['S'], does: 'skip the item' },
    { keys: ['L'], does: 'open the lesson, once you have answered' },
    { keys: ['?'], does: 'show these shortcuts' },
  ],
  reason,
  comesBack,
  waiting,
} as const;
