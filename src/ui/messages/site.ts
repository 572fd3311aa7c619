import type { LabPlace } from '#core';
import { count, inDaysWords } from './words.ts';

/** Texts of the frame and the server-rendered pages. Islands bring their own. */
export const site = {
  name: 'Gatewise',
  tagline: 'Amazon API Gateway, learned by deciding and building.',
  description:
    'Learn Amazon API Gateway for the AWS exams: lessons, scenario questions and labs that run on your own machine.',
  skip: 'Skip to content',
  theme: 'Dark theme',
  notices: 'Notices',
  nav: {
    label: 'Main',
    learn: 'Learn',
    practice: 'Practice',
    exams: 'Exams',
    labs: 'Labs',
    progress: 'Progress',
  },
  footer: {
    local: 'Runs on this machine. What you do here stays here.',
    legal: 'An independent open-source project, not affiliated with Amazon Web Services.',
    handbook: 'Handbook for authors',
  },
  minutes: (n: number) => `${n} min`,
} as const;

export const home = {
  title: 'What to do now',
  welcomeTitle: 'Know which gate to build, and prove it',
  welcomeLead:
    'Gatewise teaches Amazon API Gateway the way the exams ask about it: read why, decide in a scenario, then build it and have it checked. No AWS account needed.',
  figureTitle: 'Calls at the gate',
  figureText: 'Two calls pass through the gate to the backend; a third is turned away before it.',
  stepsTitle: (minutes: number) => `Three steps, about ${minutes} minutes`,
  steps: {
    read: 'Read a lesson',
    answer: 'Answer its scenarios',
    answerText: (items: number) =>
      `${count(items, 'item')} with a rationale for every option. What you miss comes back before you forget it.`,
    build: 'Build it in a lab',
  },
  begin: 'Begin with the first lesson',
  review: 'Review',
  reviewDue: (n: number) => `${count(n, 'review')} due`,
  reviewPlan: (n: number) => `${count(n, 'item')} for today`,
  reviewMinutes: (n: number) => `about ${n} min`,
  reviewWhy: 'Items you are about to forget come first, then new ones.',
  reviewStart: 'Start practice',
  reviewContinue: 'Continue practice',
  reviewNone: 'Nothing due',
  reviewNext: (inDays: number, items: number) =>
    `The next ${count(items, 'review')} ${items === 1 ? 'comes' : 'come'} ${inDaysWords(inDays)}.`,
  reviewAhead: 'Practise a topic',
  read: 'Read',
  readContinue: 'Continue reading',
  readStart: 'Read the lesson',
  readDone: 'Every lesson is read',
  readDoneText: 'Come back to one when its items keep slipping.',
  build: 'Build',
  buildWhy: {
    tried: 'You began this one.',
    ready: 'You have read its lessons.',
    proves: 'It proves the lesson you are reading.',
    open: 'A first lab to prove what you know.',
  },
  buildTried: (passed: number, all: number, place: LabPlace) =>
    `${passed} of ${all} objectives passed last time${place === 'aws' ? ' on AWS' : ''}.`,
  buildOpen: 'Open the lab',
  buildDone: 'Every lab has passed',
  buildDoneText: 'Reset one and build it again from memory.',
  today: 'Today',
  todayAnswered: (n: number, correct: number) => `${count(n, 'answer')}, ${correct} right`,
  todayMinutes: (spent: number, planned: number) => `${spent} of ${planned} minutes`,
  sofar: 'So far',
  sofarLessons: (done: number, all: number) => `${done} of ${count(all, 'lesson')} read`,
  sofarItems: (seen: number, all: number) => `${seen} of ${count(all, 'item')} seen`,
  sofarLabs: (done: number, all: number) => `${done} of ${count(all, 'lab')} passed`,
  sofarMore: 'All of your progress',
} as const;

export const learn = {
  title: 'Learn',
  lead: 'Short lessons. Each says what you will be able to decide, and ends where you can prove it.',
  progress: (done: number, all: number) => `${done} of ${all} lessons finished`,
  state: { unread: 'Not read', reading: 'Reading', finished: 'Finished' },
  empty: 'No lessons yet',
  emptyText: 'Write the first one with `npx gatewise new lesson <course>/<module>/<lesson>`.',
  beside: 'Beside the lessons',
} as const;

export const glossaryPage = {
  title: 'Glossary',
  lead: 'The words that the lessons use, with what they mean here.',
  also: (names: readonly string[]) => `Also: ${names.join(', ')}`,
  sources: (n: number) => (n === 1 ? 'What this rests on' : `What this rests on (${n})`),
} as const;

export const cheatSheet = {
  title: (topic: string) => `${topic}: cheat sheet`,
  lead: (count: number) =>
    `${count} facts with their sources, for the last hour before an exam. Print it if you like.`,
  trap: 'Trap',
  appliesTo: (types: readonly string[]) =>
    types.map((type) => (type === 'websocket' ? 'WebSocket' : type.toUpperCase())).join(', '),
  all: 'All cheat sheets',
  index: 'Cheat sheets',
  indexLead: 'Every fact of a topic on one page, with the trap that exams make of it.',
  facts: (n: number) => `${n} facts`,
  lessons: 'Lessons on this topic',
  practise: 'Practise this topic',
  toLearn: 'Back to the lessons',
} as const;

export const lesson = {
  breadcrumb: 'Where you are',
  minutes: (n: number) => `${n} min read`,
  decide: 'You will be able to decide',
  changed: 'Changed recently',
  since: (when: string) => `Since ${when}:`,
  contents: 'On this page',
  lessons: 'Lessons',
  prove: 'Prove it',
  items: 'Scenarios on this lesson',
  itemsAnswer: 'Answer',
  labs: 'Build it',
  sources: 'Sources',
  sourceOf: (n: number) => `Source ${n}`,
  sourceRead: (when: string) => `read ${when}`,
  sourceToList: 'In the list of sources',
  backToText: (n: number) => `Back to where source ${n} is cited`,
  finish: 'Mark as finished',
  finished: 'Finished',
  finishFailed:
    'This was not saved. Check that Gatewise is still running and press the button again.',
  finishSaved: 'Saved. The lesson counts as finished.',
  previous: 'Previous',
  next: 'Next',
  pager: 'Previous and next lesson',
} as const;

export const practicePage = {
  title: 'Practice',
  lead: 'Scenario questions as the exams ask them. They come back before you forget them.',
  topics: 'By topic',
  topicsLead: 'Drill one topic, whether its items are due or not.',
  topicSeen: (seen: number, all: number) => `${seen} of ${all} seen`,
  backToToday: 'Back to today’s practice',
  modes: 'Ways to practise',
  mode: {
    today: { name: 'Today’s queue', does: 'What pays most for your minutes.' },
    weak: { name: 'Weak topics', does: 'The three topics that you know least.' },
    missed: { name: 'Missed items', does: 'What you did not know the last time.' },
    diagnostic: { name: 'Diagnostic', does: 'New items, until your level is clear.' },
    custom: { name: 'Your own drill', does: '' },
  },
  marked: (n: number) => `Marked items (${n})`,
  custom: {
    title: 'Your own drill',
    lead: 'What you leave open is not limited.',
    topics: 'Topics',
    types: 'Formats',
    levels: 'Levels',
    count: 'How many items at most',
    begin: 'Begin the drill',
    type: {
      'single-choice': 'Single choice',
      'multiple-response': 'Multiple response',
      ordering: 'Ordering',
      matching: 'Matching',
      'fill-in': 'Fill in',
      'hot-spot': 'Hot spot',
    },
  },
} as const;

export const markedPage = {
  title: 'Marked items',
  lead: 'What you flagged, noted or set aside, and what you reported.',
  empty: 'Nothing is marked',
  emptyText:
    'While you practise you can flag an item, write a note to yourself, leave it for tomorrow, or set it aside.',
  emptyAction: 'Start practice',
  items: 'Items',
  flagged: 'Flagged',
  suspended: 'Set aside',
  buried: 'Left for tomorrow',
  note: 'Your note:',
  ask: 'Answer it',
  unmark: { unflagged: 'Take the flag off', resumed: 'Ask it again', unburied: 'Ask it today' },
  reports: 'Reports',
  reportsLead:
    'They stay on this machine. Pass one on as an issue or mend the file yourself: it is named beside each.',
  edited: 'Edited since',
} as const;

export const labsPage = {
  title: 'Labs',
  lead: 'Build the real thing in a terminal on this page or in your own, and have every objective checked.',
  state: { untouched: 'Not begun', tried: 'Begun', passed: 'Passed' },
  /** Where a lab was begun on AWS, the badges say which place they speak of. */
  stateIn: {
    sandbox: { tried: 'Begun in the sandbox', passed: 'Passed in the sandbox' },
    aws: { tried: 'Begun on AWS', passed: 'Passed on AWS' },
  },
  objectives: (n: number) => count(n, 'objective'),
  progress: (passed: number, all: number) => `${passed} of ${count(all, 'lab')} passed`,
  sandbox: 'Labs in the local sandbox',
  sandboxProgress: (passed: number, all: number) =>
    `${passed} of ${count(all, 'lab')} passed in the local sandbox`,
  aws: 'Labs on AWS',
  awsProgress: (passed: number, all: number) => `${passed} of ${count(all, 'lab')} passed on AWS`,
  beginWith: 'New to this? Begin with',
  /** Heads the labs that no lesson leads to. */
  beside: 'Beside the course',
  empty: 'No labs yet',
  emptyText: 'Write the first one with `npx gatewise new lab <id>`.',
} as const;

export const labPage = {
  architecture: 'What you build',
  facts: 'At a glance',
  level: 'Level',
  time: 'Time',
  services: 'Services',
  exams: 'Exam tasks',
  cost: 'Cost on a real account',
  costFree: 'Free',
  costPerHour: (usd: number) => `$${usd.toFixed(2)} per hour`,
  costLocal: 'In the local sandbox nothing costs anything.',
  lessons: 'Read first',
  scenarios: 'Answer after',
  ownShell: 'Use your own shell',
  ownShellText:
    'Paste these lines into a terminal that has the AWS CLI. They point it at the local sandbox and at this lab’s own account; your real credentials stay out of it.',
  ownShellVerify: 'Then let it be checked from there:',
  ownShellOld:
    'AWS CLI 2.13 or newer reads AWS_ENDPOINT_URL. An older one talks to AWS instead, so give each of its commands',
  realAccount: 'On a real AWS account',
  realAccountText:
    'Build it with your own profile, then verify. The check only reads; it says first which account it looks at.',
  realAccountRecord: 'To keep the verdicts in your progress, apart from those of the sandbox, add',
  cleanup: 'Clean up',
  cleanupText: 'On a real account, remove what you made:',
  cleanupCheck: 'Then see what is left, and what of it costs money:',
} as const;

export const progressPage = {
  title: 'Progress',
  lead: 'What you answered, what you remember, and what comes back when.',
  empty: 'Nothing to show yet',
  emptyText: 'Answer a first item or open a lesson, and this page begins to fill.',
  emptyAction: 'Start practice',
  answers: 'Answers',
  answersLead: (n: number, correct: number) => `${count(n, 'answer')}, ${correct} right.`,
  answersChart: 'Answers per day',
  right: 'right',
  wrong: 'not right',
  forecast: 'Coming reviews',
  forecastChart: 'Reviews that fall due on each of the next 14 days',
  forecastLead: (items: number, days: number) =>
    `${count(items, 'review')} in the next ${days} days.`,
  forecastNone: 'Nothing falls due in the next 14 days.',
  table: 'Show as a table',
  day: 'Day',
  items: 'Items',
  memory: 'Memory by topic',
  memoryTable: 'Topics with recall and answers',
  memoryLead: 'Chance to recall today, averaged over the items of a topic that you have seen.',
  topic: 'Topic',
  seen: 'Seen',
  firstTry: 'Known at first try',
  recall: 'Recall today',
  recallOf: (topic: string) => `Recall today, ${topic}`,
  notSeen: 'not seen yet',
  ofAll: (part: number, all: number) => `${part} of ${all}`,
  lessons: 'Lessons',
  labs: 'Labs',
  checkedOn: (when: string) => `last checked ${when}`,
} as const;

const handbookFolders: Readonly<Record<string, string>> = {
  '': 'Writing',
  rules: 'Lint rules',
  decisions: 'Decisions',
  operations: 'Operations of the local sandbox',
};

export const handbook = {
  title: 'Handbook',
  lead: 'For those who write lessons, scenarios and labs, or change the product.',
  folders: handbookFolders,
} as const;

export const failures = {
  notFoundTitle: 'There is no page here',
  notFoundText:
    'The address may be old or mistyped. Search with Ctrl K (⌘ K on a Mac), or go on from here:',
  invalidTitle: 'This page has errors in its source',
  invalidText:
    'It is left out until they are mended. Save the file and this page comes back by itself in `npm run dev`.',
  brokenTitle: 'This page could not be made',
  brokenText:
    'Something went wrong on this machine. Your answers are safe: they are written before you see the result. The terminal that runs Gatewise says what happened.',
  retry: 'Try again',
  home: 'To the start page',
} as const;

/** Titles of asides in a lesson. */
export const callouts = {
  exam: 'What the exam asks',
  trap: 'Trap',
  changed: 'Changed recently',
  note: 'Note',
} as const;

/** The accessible name of a table that scrolls by itself. */
export const tableLabel = 'Table';

/** The button on a block of code. */
export const codeBlock = {
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Select and copy by hand',
} as const;
