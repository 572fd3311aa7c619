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
  ahead: 'This is not due yet: you asked for more than what is due.',
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
  undo: 'Take back the last step',
  undoAnswer: 'Take back the answer',
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
  progressOpen: (answered: number) =>
    `${plural(answered, 'item')} answered; it stops when your level is clear, after 30 at the latest`,
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
    diagnosis: ({ mean, low, high }: { mean: number; low: number; high: number }) =>
      `Of items of middling difficulty that are new to you, you would know about ${percent(mean)}; 95 times in 100 the true share lies between ${percent(low)} and ${percent(high)}.`,
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
  /** What stands there when a drill has nothing to ask. */
  emptyModes: {
    today: undefined,
    item: undefined,
    topic: undefined,
    weak: {
      title: 'No weak topics',
      text: 'Of the topics that you have practised, none lies below 70 % known at first sight, or all of their items were asked today.',
    },
    missed: {
      title: 'Nothing missed',
      text: 'Whatever you answered, you knew it the last time, or it was asked today already.',
    },
    diagnostic: {
      title: 'Nothing new to ask',
      text: 'A diagnostic asks only what you have never seen, one item of a scenario a day.',
    },
    custom: {
      title: 'No item fits',
      text: 'Nothing was written for that choice, or all of it was asked today. Choose more widely.',
    },
  },
  toLessons: 'Go to the lessons',
  toLabs: 'Go to the labs',
  check: 'Check yourself',
  checkAgain: 'Try it again',
  shortcutsOn: 'Use keyboard shortcuts',
  keys: {
    options: 'choose an option, or drop it',
    actions: {
      enter: 'answer, then go to the next item',
      guessed: 'say that you are guessing',
      unsure: 'say that you are unsure; after the answer, take it back',
      strike: 'strike out an option: this key, then the option’s',
      flag: 'flag the item, or take the flag off',
      note: 'write a note to yourself',
      skip: 'skip the item',
      bury: 'leave the item for tomorrow',
      suspend: 'set the item aside until you resume it',
      undo: 'take back the last step',
      lesson: 'open the lesson, once you have answered',
      help: 'show these shortcuts',
    },
    name: (key: string) => (key === 'enter' ? 'Enter' : key === ' ' ? 'Space' : key.toUpperCase()),
    change: 'Change',
    changeOf: (does: string) => `Another key to ${does}`,
    press: (does: string) => `Press the key that is to ${does}. Escape leaves it as it is.`,
    taken: (key: string, holder: string) =>
      `${key} is there to ${holder}. Press Change again and choose another key.`,
    reserved: 'press what has the focus',
    chosen: (key: string, does: string) => `${key} is now there to ${does}.`,
    restore: 'Go back to our keys',
    restored: 'Our keys are back.',
  },
  strikeArmed: 'Which option do you rule out? Press its number or letter.',
  tools: {
    label: 'This item',
    flag: 'Flag',
    note: 'Note',
    report: 'Report',
    bury: 'Not today',
    suspend: 'Set aside',
    fields: { note: 'Note to yourself', report: 'What is wrong with this item?' },
    save: { note: 'Keep the note', report: 'Keep the report' },
    cancel: 'Cancel',
    yours: 'Your note:',
    flagged: (isOn: boolean) =>
      isOn ? 'Flagged. You find it under Marked items.' : 'The flag is off.',
    noted: (isThere: boolean) => (isThere ? 'The note is kept.' : 'The note is gone.'),
    reported:
      'The report is kept. Marked items shows it with the file to mend, ready to be passed on to the author.',
  },
  reason,
  comesBack,
  waiting,
} as const;
