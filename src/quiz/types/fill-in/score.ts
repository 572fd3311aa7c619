import type { Response, Score } from '../shared.ts';
import type { FillIn } from './schema.ts';

type Answer = FillIn['answer'];
type NumberAnswer = Extract<Answer, { number: unknown }>;

/** What is longer than this was not meant as an answer. */
const MOST_CHARACTERS = 200;
/** Floating-point dust, relative: 0.1 + 0.2 is 0.3. */
const DUST = 1e-9;

const NUMBER = /^([+-]?(?:\d{1,3}(?:[ ,]\d{3})+|\d+)(?:\.\d+)?|\.\d+)\s*(\S.*)?$/;

const sameWord = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** The number typed, in the answer's unit; undefined when it is none, or its unit is unknown. */
function numberTyped({ unit, units = {} }: NumberAnswer, typed: string): number | undefined {
  const [, digits, suffix] = NUMBER.exec(typed.trim()) ?? [];
  if (digits === undefined) return undefined;
  const value = Number(digits.replaceAll(/[ ,]/g, ''));
  if (suffix === undefined || (unit !== undefined && sameWord(suffix, unit))) return value;
  const factor = Object.entries(units).find(([name]) => sameWord(name, suffix))?.[1];
  return factor === undefined ? undefined : value * factor;
}

const plain = (text: string) =>
  text
    .trim()
    .replaceAll(/^[`'"]+|[`'"]+$/g, '')
    .replaceAll(/\s+/g, ' ')
    .toLowerCase();

function isNear(answer: NumberAnswer, wanted: number, typed: string): boolean {
  const value = numberTyped(answer, typed);
  if (value === undefined) return false;
  const room = Number(answer.tolerance ?? 0) + DUST * Math.max(1, Math.abs(wanted));
  return Math.abs(value - wanted) <= room;
}

/** Whether two texts mean the same answer, in the manner of this item. */
export const isSame = (answer: Answer, wanted: string, typed: string): boolean =>
  'number' in answer
    ? isNear({ ...answer, tolerance: 0 }, numberTyped(answer, wanted) ?? Number.NaN, typed)
    : plain(wanted) === plain(typed);

export const keyOfFillIn = ({ answer }: FillIn): Response => [
  'number' in answer ? String(answer.number).trim() : answer.text,
];

export function refuseFillIn({ answer }: FillIn, response: Response): string | undefined {
  const typed = response[0] ?? '';
  if (response.length !== 1 || typed.trim() === '') return 'Nothing is filled in. Type one answer.';
  if (typed.length > MOST_CHARACTERS) return 'The answer is too long. Type a number or a setting.';
  if (!('number' in answer) || numberTyped(answer, typed) !== undefined) return undefined;
  const units = [answer.unit, ...Object.keys(answer.units ?? {})].filter((one) => one);
  const unit = units.length === 0 ? ', without a unit' : `, alone or with ${units.join(' or ')}`;
  return `"${typed.trim()}" could not be read as a number. Type digits${unit}.`;
}

/** One point for the answer, within its tolerance, or for one of its spellings. */
export function scoreFillIn({ answer }: FillIn, response: Response): Score {
  const typed = response[0] ?? '';
  const isCorrect =
    response.length === 1 &&
    ('number' in answer
      ? isNear(answer, Number(answer.number), typed)
      : [answer.text, ...(answer.aliases ?? [])].some((one) => plain(one) === plain(typed)));
  return { points: isCorrect ? 1 : 0, maxPoints: 1, isCorrect };
}
