import { count } from './words.ts';

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** No forecast is certain: what would round to all says so. */
const nearly = (share: number) => (share > 0.99 ? 'over 99 %' : percent(share));

/** Texts of mastery, readiness, results, memory curves and the plan. */
export const standingTexts = {
  readiness: 'Chance of passing',
  readinessLead:
    'From first answers to questions that were new to you, and from mock exams; repeats say nothing here. The items are about API Gateway only, so read it as: if the whole exam were like these.',
  chance: (chance: number) => percent(chance),
  interval: (low: number, high: number) =>
    `between ${percent(low)} and ${percent(high)}, 95 times in 100`,
  share: (share: number) => `About ${percent(share)} of such questions would be right.`,
  rested: (firstAttempts: number, mocks: number, mockAnswers: number) =>
    `Rests on ${count(firstAttempts, 'first answer')} in practice and ${count(mockAnswers, 'answer')} in ${count(mocks, 'mock exam')}.`,
  cut: (cut: number, deviation: number) =>
    `It is assumed that ${percent(cut)} ± ${Math.round(deviation * 100)} points right pass. AWS publishes no raw cut; the one it names is a scaled score.`,
  mostOpen: (title: string) => `New questions on “${title}” would make it more certain most.`,
  weakest: (title: string, share: number) =>
    `Getting better at “${title}” (${percent(share)} so far) would raise it most.`,
  tooEarly: 'Not enough evidence yet',
  missing: (missing: number) =>
    `${count(missing, 'more first answer')} in practice, or one mock exam with five answers in every domain, and a figure stands here.`,
  covered: (share: number) => `Its domains with items of ours make ${percent(share)} of the exam.`,
  domainTable: (exam: string) => `First answers by domain, ${exam}`,
  domain: 'Domain',
  firstAnswers: 'First answers right',
  byDomain: 'By domain',
  toMocks: 'Mock exams',
  diagnostic: 'Diagnostic',

  results: 'Your real result',
  resultsLead:
    'Sat an exam? Tell how it went. Each prediction is kept with what it rested on, so that it can be held against what came of it. It stays on this machine.',
  exam: 'Exam',
  date: 'Day of the exam',
  outcome: 'Outcome',
  passed: 'Passed',
  failed: 'Not passed',
  scaled: 'Scaled score, if you like',
  tell: 'Keep the result',
  told: (exam: string, date: string, passed: boolean, score?: number) =>
    `${exam} on ${date}: ${passed ? 'passed' : 'not passed'}${score === undefined ? '' : `, ${score}`}.`,
  predicted: (chance: number) => `The last prediction before it said ${percent(chance)}.`,
  noPrediction: 'There was no prediction before it.',
  brier: (score: number, n: number) =>
    `Mean squared error over ${count(n, 'result')}: ${score.toFixed(2)} (0 is perfect, 0.25 a coin). One learner’s results are too few to call it calibrated.`,

  mastery: 'Mastery by topic',
  masteryLead:
    'Chance to know an item of middling difficulty that is new to you, from first answers and passed labs. The line is the 95 % interval.',
  masteryTable: 'Topics with mastery and its interval',
  topic: 'Topic',
  mean: 'Chance',
  range: '95 % interval',
  evidence: 'Evidence',
  rangeOf: (low: number, high: number) => `${percent(low)} to ${percent(high)}`,
  hidden: (answers: number, least: number) => `after ${least} answers (${answers} so far)`,
  answersOf: (n: number) => count(n, 'answer'),

  heat: 'Topics over the weeks',
  heatLead:
    'Right answers of all that you gave, week by week, the latest first. The stronger the colour, the more of them.',
  heatTable: 'Right answers by topic and week',
  week: (day: string) => `from ${day}`,
  heatNone: '–',
  heatCell: (right: number, of: number) => `${right}/${of}`,
  heatTitle: (topic: string, week: string, right: number, of: number) =>
    of === 0 ? `${topic}, ${week}: nothing` : `${topic}, ${week}: ${right} of ${of} right`,

  curve: 'Memory of one item',
  curveLead: (title: string) =>
    `How the chance to recall “${title}” rose and fell by the memory model, and how it falls from today if you do nothing.`,
  curveOf: 'Item',
  curveDraw: 'Draw it',
  curveNow: (recall: number) => `Today the model gives ${percent(recall)}.`,
  curveKnown: 'known',
  curveNotKnown: 'not known',
  curveDay: 'Day',
  curveRecall: 'Chance to recall',
  curveAnswer: 'Answer',
  curveToday: 'today',
  curveTable: 'Days with an answer, and the coming weeks',
  table: 'Show as a table',

  plan: 'Your plan',
  planOpen: 'Change the plan',
  planIs: (minutes: number, date: string | undefined, exams: readonly string[]) =>
    `${minutes} minutes a day, ${date === undefined ? 'no exam date: a month always counts' : `exam on ${date}`}. ${exams.length === 0 ? 'All exams' : exams.join(', ')}.`,
} as const;

/** Texts of the page of the plan. */
export const planPage = {
  title: 'Your plan',
  lead: 'Say until when and how long a day, and see what comes of it before you commit.',
  back: 'Progress',
  date: 'Day of the exam',
  dateHelp: 'Leave it empty if there is none yet. Then a month always counts.',
  minutes: 'Minutes a day',
  exams: 'Exams you prepare for',
  examsHelp: 'They decide what an item weighs. None chosen means all.',
  look: 'See what comes of it',
  keep: 'Keep this plan',
  kept: 'The plan is kept.',
  isKept: 'This is the plan that you keep now.',
  forecast: 'What comes of it',
  verdict: { fits: 'It fits', tight: 'It is tight', short: 'It does not fit' },
  reach: (reached: number, items: number, days: number, minutes: number) =>
    `${minutes} minutes a day for ${count(days, 'day')} reach ${reached} of ${count(items, 'item')}.`,
  chance: (idle: number, chance: number) =>
    `Mean chance of a right answer on that day, weighted as the exams weigh: ${nearly(chance)}; ${nearly(idle)} if you do nothing from now on.`,
  enough: (minutes: number) => `${minutes} minutes a day would reach nearly all.`,
  neverEnough:
    'No choice below reaches nearly all in that time: move the day, or let some items go.',
  caveat:
    'Played with the queue itself and the memory model, for a learner with average times; nobody is average. It assumes that you keep to the plan every day.',
  choices: 'Other minutes a day',
  choicesTable: 'Minutes a day and what they reach',
  perDay: 'A day',
  reached: 'Items met',
  right: 'Right on the day',
  minutesOf: (minutes: number) => `${minutes} min`,
  reachedOf: (reached: number, items: number) => `${reached} of ${items}`,
  percent: nearly,
  chosen: 'chosen',
  invalid: 'Give a day as YYYY-MM-DD or none, and 1 to 600 whole minutes a day.',
  past: 'That day is over. Give one that is still to come, or none.',
} as const;
