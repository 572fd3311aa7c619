import type { Confidence, ItemView, OptionFeedback, PracticeState } from '#app/review';
import { itemMessages } from '#ui/messages/items.ts';
import { practiceMessages } from '#ui/messages/practice.ts';
import { listKeys, type KeyChoice } from './keys.ts';
import { plainText, wrap, wrapCase } from './plain.ts';
import { letterOf, wantedOf } from './respond.ts';
import { reviewTexts } from './texts.ts';

type Asking = Extract<PracticeState, { phase: 'asking' }>;
type Answered = Extract<PracticeState, { phase: 'answered' }>;
type Finished = Extract<PracticeState, { phase: 'finished' }>;
type Empty = Extract<PracticeState, { phase: 'empty' }>;

/** How things are drawn. In a pipe: no colours, no line breaks of ours. */
export interface Look {
  /** Columns; undefined in a pipe. */
  readonly width?: number | undefined;
  readonly hasColour: boolean;
}

const ESCAPE = '\u001B[';
const paint =
  (code: string) =>
  (text: string, { hasColour }: Look) =>
    hasColour ? `${ESCAPE}${code}m${text}${ESCAPE}0m` : text;
const bold = paint('1');
const dim = paint('2');
const good = paint('1;32');
const bad = paint('1;31');

/** A line with something before it; what follows stands under its text. */
const entry = (mark: string, text: string, look: Look): string =>
  wrap(`  ${mark}  ${text}`, look.width, ' '.repeat(mark.length + 4));

/** What may be chosen, each with what to type for it. */
function optionLines(item: ItemView, struck: readonly string[], look: Look): string[] {
  const { options } = item;
  if (item.type === 'hot-spot') {
    const digits = String(options.length).length;
    return options.map(({ text }, index) => `  ${String(index + 1).padStart(digits)} | ${text}`);
  }
  const lines = options.map(({ id, text }, index) => {
    const isStruck = struck.includes(id);
    const line = entry(`${index + 1}`, isStruck ? `${text} ${reviewTexts.struck}` : text, look);
    return isStruck ? dim(line, look) : line;
  });
  if (item.type !== 'matching') return lines;
  return [
    ...lines,
    '',
    ...item.targets.map(({ text }, index) => entry(letterOf(index), text, look)),
  ];
}

const unitLine = (item: ItemView): string[] =>
  item.type === 'fill-in' && item.unit !== undefined ? [reviewTexts.unit(item.unit)] : [];

export function printOptions(item: ItemView, struck: readonly string[], look: Look): string {
  const more = item.type === 'fill-in' ? reviewTexts.colon : reviewTexts.more;
  const hint = [...unitLine(item), reviewTexts.how[item.type](wantedOf(item)), more].join(' ');
  return [...optionLines(item, struck, look), '', wrap(hint, look.width), ''].join('\n');
}

/** A question as it is asked. */
export function printQuestion({ ask, progress, mode }: Asking, look: Look): string {
  const { item, mark } = ask;
  const where =
    mode === 'diagnostic'
      ? practiceMessages.progressOpen(progress.answered)
      : practiceMessages.progress(progress.answered, progress.remaining);
  return [
    dim(wrap(`${where}. ${itemMessages.format(item.usedBy)}.`, look.width), look),
    bold(wrap(item.title, look.width), look),
    '',
    wrapCase(plainText(item.stimulusHtml), look.width),
    '',
    bold(wrap(item.leadIn, look.width), look),
    ...(mark.note === undefined ? [] : [wrap(reviewTexts.yourNote(mark.note), look.width)]),
    '',
    printOptions(item, [], look),
  ].join('\n');
}

/** What one part is and what was made of it, in words. */
function verdictOf({ isKey, isChosen, given, wanted }: OptionFeedback): string {
  if (given !== undefined || wanted !== undefined) {
    const words = [
      given !== undefined && itemMessages.given(given),
      wanted !== undefined && itemMessages.wanted(wanted),
    ];
    return words.filter((word) => word !== false).join('. ');
  }
  const { states } = practiceMessages;
  if (isKey) return isChosen ? states.keyChosen : states.keyMissed;
  return isChosen ? states.distractorChosen : states.distractor;
}

function printPart(part: OptionFeedback, index: number, look: Look): string {
  const mark = part.mark === '' ? '-' : (part.mark ?? String(index + 1));
  const indent = ' '.repeat(mark.length + 4);
  const isGood = part.isKey && (part.isChosen || part.given === undefined);
  const below = (text: string) => wrap(indent + text, look.width, indent);
  return [
    entry(mark, part.text, look),
    (isGood ? good : bad)(below(`${verdictOf(part)}.`), look),
    below(part.rationale),
    ...(part.misconception === undefined ? [] : [below(itemMessages.belief(part.misconception))]),
  ].join('\n');
}

/** From so many lapses on, another repeat pays less than the lesson. */
const LEECH = 4;

/** The answer's marks, every rationale and what they rest on. */
export function printFeedback({ feedback }: Answered, look: Look): string {
  const { score, comesBack, options, facts } = feedback;
  const { isCorrect, points, maxPoints } = score;
  const word = isCorrect
    ? practiceMessages.correct
    : points > 0
      ? practiceMessages.partly(points, maxPoints)
      : practiceMessages.incorrect;
  const lines = [
    (isCorrect ? good : bad)(`${word}.`, look),
    wrap(practiceMessages.comesBack(comesBack, isCorrect), look.width),
    ...(comesBack.lapses >= LEECH
      ? [wrap(practiceMessages.leech(comesBack.lapses), look.width)]
      : []),
    '',
    ...options.flatMap((part, index) => [printPart(part, index, look), '']),
  ];
  if (facts.length > 0) lines.push(reviewTexts.evidence);
  for (const { claim, source, asOf } of facts) {
    lines.push(entry('-', `${claim} ${source} (${practiceMessages.asOf(asOf)})`, look));
  }
  return [...lines, ''].join('\n');
}

/** Where to read on. @param site the address of the learner's own server */
export function printLessons({ feedback }: Answered, site: string, look: Look): string {
  const { lessons, labs } = feedback;
  const lines = [
    ...lessons.map(({ title, url }) => [practiceMessages.lesson(title), url] as const),
    ...labs.map(({ title, url }) => [practiceMessages.lab(title), url] as const),
  ].map(([title, url]) => entry('-', `${title}: ${reviewTexts.site(site + url)}`, look));
  return lines.length === 0 ? reviewTexts.noLesson : lines.join('\n');
}

const outcomeOf = ({ isCorrect, confidence }: { isCorrect: boolean; confidence: Confidence }) => {
  const { summary } = practiceMessages;
  if (!isCorrect) return summary.wrong;
  return confidence === 'guessed' ? summary.guessed : summary.right;
};

/** What a session came to. */
export function printSummary(
  { why, progress, seconds, items, diagnosis, due }: Finished,
  look: Look,
) {
  const { summary } = practiceMessages;
  const { answered, correct } = progress;
  const lines = [
    bold(`${summary.title[why]}.`, look),
    answered === 0 ? summary.nothing : summary.score(correct, answered, seconds),
    ...(diagnosis ? [wrap(summary.diagnosis(diagnosis), look.width)] : []),
    ...items.map((item) =>
      entry('-', `${item.title}: ${outcomeOf(item)}, ${summary.back(item.inDays)}`, look),
    ),
    practiceMessages.waiting(due),
  ];
  return [...lines, ''].join('\n');
}

/** Why nothing is asked. */
export function printEmpty({ why, due }: Empty, look: Look): string {
  const { empty, emptyText } = practiceMessages;
  const lines = [
    bold(`${empty[why]}.`, look),
    wrap(emptyText[why], look.width),
    practiceMessages.waiting(due),
  ];
  return [...lines, ''].join('\n');
}

/** All that can be typed. */
export function printHelp(choice: KeyChoice, look: Look): string {
  const keys = listKeys(choice);
  const width = Math.max(...keys.map(({ key }) => key.length));
  const line = (key: string, text: string) => entry(key.padEnd(width), text, look);
  return [
    reviewTexts.helpTitle,
    ...keys.map(({ action, key }) => line(key, reviewTexts.does[action])),
    '',
  ].join('\n');
}
