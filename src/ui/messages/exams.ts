import { count } from './words.ts';

/** "12 min 30 s", "45 s". */
export const duration = (seconds: number): string => {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return whole % 60 === 0 || minutes >= 10 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
};

const pad = (n: number) => String(n).padStart(2, '0');

/** "1:04:09", "4:09". */
export const clockTime = (seconds: number): string => {
  const whole = Math.max(0, Math.ceil(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0
    ? `${hours}:${pad(minutes)}:${pad(whole % 60)}`
    : `${minutes}:${pad(whole % 60)}`;
};

const percent = (right: number, of: number) => (of === 0 ? 0 : Math.round((right / of) * 100));

/** Texts of the list of mock exams and of reports. */
export const examsPage = {
  title: 'Mock exams',
  lead: 'Questions you have not met, the clock of the real exam, and no feedback until you hand in.',
  running: 'An exam is running',
  runningText: 'Its clock runs on, whether you look or not.',
  goOn: 'Go on with it',
  forms: 'Forms',
  drills: 'Drills',
  drillsText:
    'Timed rounds of practice items on one exam’s domains. You may have met some before, so a drill says nothing about your readiness.',
  size: (items: number, minutes: number) => `${count(items, 'question')}, ${minutes} min`,
  full: (items: number, minutes: number) =>
    `The full form asks ${count(items, 'question')} in ${minutes} min.`,
  missing: (missing: number, of: number) =>
    `${count(missing, 'item')} of ${of} ${missing === 1 ? 'is' : 'are'} not written yet.`,
  largest: (items: number) =>
    `The largest form with the right shares has ${count(items, 'question')}, with the time scaled.`,
  none: 'Too few for a form with the right shares. Practise a topic meanwhile.',
  practise: 'To practice',
  seen: (n: number) => `${n} of them you have met in an earlier mock.`,
  start: (items: number) => `Begin with ${count(items, 'question')}`,
  coverage: 'Which domains lack items',
  coverageDomain: 'Domain',
  coverageFound: 'Items',
  ofWanted: (found: number, wanted: number) => `${found} of ${wanted}`,
  past: 'Your exams',
  pastNone: 'None yet.',
  pastRunning: 'running',
  result: (right: number, of: number, score: number) => `${right} of ${of} right, about ${score}`,
  rules: 'How it works',
  rulesList: [
    'Unanswered is wrong, and a wrong guess costs no more: answer everything.',
    'Multiple response, ordering and matching are all or nothing.',
    'Each answer is saved as you give it. After a crash you go on where you were; the clock has run on.',
    'Held-out items are shown here and nowhere else, so a mock tells how you do with questions never seen.',
  ],
} as const;

/** Texts of the report. */
export const reportPage = {
  title: (plan: string) => `Report: ${plan}`,
  back: 'All mock exams',
  timedOut: 'The time ran out, and what was saved by then was handed in.',
  right: (right: number, of: number) => `${right} of ${of} right (${percent(right, of)} %)`,
  estimate: 'Estimated scaled score',
  interval: (low: number, high: number) => `95 % interval: ${low} to ${high}`,
  cut: (cut: number) => `The exam passes at ${cut}.`,
  cutOurs: (cut: number) =>
    `No AWS exam is about API Gateway alone; ${cut}, the mark of the associate exams, stands for one.`,
  verdict: {
    above: 'Above the pass mark over the whole interval.',
    below: 'Below the pass mark over the whole interval.',
    open: 'Too close to call: the pass mark lies within the interval.',
  },
  honesty:
    'This is an estimate. AWS does not publish how right answers become a scaled score, nor how many are needed to pass; here 100 to 1,000 is a straight line from none to all right. The interval comes from the number of questions alone.',
  drill: 'A drill of practice items: it says how this round went, and nothing about an exam.',
  seen: (n: number) =>
    `${count(n, 'question')} you had met before, so the estimate may be too high.`,
  voided: (n: number) =>
    `${count(n, 'question')} ${n === 1 ? 'was' : 'were'} edited or withdrawn meanwhile and ${n === 1 ? 'does' : 'do'} not count.`,
  time: (seconds: number, limit: number) => `${duration(seconds)} of ${duration(limit)} used`,
  unanswered: (n: number) => `${n} unanswered`,
  changed: (n: number) => `${count(n, 'answer')} changed`,
  domains: 'By domain and task',
  domain: 'Domain',
  task: 'Task',
  score: 'Right',
  of: (right: number, of: number) => `${right} of ${of}`,
  none: 'not asked',
  next: 'Next steps',
  nextText: 'What serves most of the questions you missed.',
  lesson: 'Read',
  lab: 'Build',
  missed: (n: number) => `for ${count(n, 'missed question')}`,
  nothingMissed: 'You missed nothing. Take the exam, or another form.',
  questions: 'Every question',
  filter: 'Questions you missed stand open.',
  question: (n: number) => `Question ${n}`,
  outcome: {
    right: 'Right',
    wrong: 'Wrong',
    unanswered: 'Unanswered',
    void: 'Does not count',
  },
  spent: (seconds: number, expected: number) =>
    `${duration(seconds)} (an able candidate: ${duration(expected)})`,
  changes: (n: number) => `answer changed ${n === 1 ? 'once' : `${n} times`}`,
  flagged: 'flagged',
  seenBefore: 'met before',
  edited: 'This item was edited or withdrawn since, so it cannot be shown as you saw it.',
  evidence: 'What this rests on',
} as const;

/** Texts of a running exam. */
export const examMessages = {
  question: (n: number, of: number) => `Question ${n} of ${of}`,
  caseStudy: 'Case study',
  timeLeft: 'Time left',
  hideClock: 'Hide clock',
  showClock: 'Show clock',
  hidden: 'hidden',
  minutesLeft: (minutes: number) => `${count(minutes, 'minute')} left.`,
  previous: 'Previous',
  next: 'Next',
  flag: 'Flag',
  unflag: 'Flagged',
  overview: 'Overview',
  cell: (n: number, isAnswered: boolean, isFlagged: boolean) =>
    `Question ${n}, ${isAnswered ? 'answered' : 'unanswered'}${isFlagged ? ', flagged' : ''}`,
  legend: 'Filled: answered. Flag: come back to it.',
  handIn: 'Hand in',
  handInTitle: 'Hand in now?',
  handInText: (unanswered: number, flagged: number) =>
    [
      unanswered === 0
        ? 'Every question is answered.'
        : `${count(unanswered, 'question')} unanswered: ${unanswered === 1 ? 'it counts' : 'they count'} as wrong.`,
      flagged > 0 ? `${flagged} flagged.` : '',
      'You cannot change anything afterwards.',
    ]
      .filter((part) => part !== '')
      .join(' '),
  handInYes: 'Hand in and see the report',
  handInNo: 'Go on',
  handingIn: 'Handing in…',
  saving: 'Saving…',
  saved: 'Saved',
  unsaved: 'Not saved yet',
  network:
    'Gatewise did not answer, so your latest answer is not saved yet. It is kept here and sent again.',
  retry: 'Send it again',
  gone: 'This question was edited or withdrawn since your exam began. It does not count, for you or against you.',
  strikeArmed: 'Press the letter of the option to strike out.',
  clear: 'Clear answer',
  keys: 'Keyboard',
  keyList: [
    { key: '1–9, A–E', does: 'choose' },
    { key: 'N', does: 'next' },
    { key: 'P', does: 'previous' },
    { key: 'F', does: 'flag' },
    { key: 'R', does: 'overview' },
    { key: 'X', does: 'strike out, then a letter' },
    { key: 'T', does: 'hide or show the clock' },
  ],
} as const;
