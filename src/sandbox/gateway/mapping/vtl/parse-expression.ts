import type { Accessor, Expression, Reference } from './ast.ts';
import { parseTemplate } from './parse.ts';
import {
  accept,
  acceptPattern,
  createScanner,
  expect,
  nested,
  problem,
  skipSpace,
  startsWith,
  type Scanner,
} from './scanner.ts';

const NAME = /[A-Za-z_][\w-]*/y;
const PROPERTY = /\.[A-Za-z_][\w-]*/y;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_]\w*/y;

/** Loosest first; each level's operators, with Velocity's words for them. */
const LEVELS: readonly (readonly (readonly [pattern: RegExp, operator: string])[])[] = [
  [[/\|\||or\b/y, '||']],
  [[/&&|and\b/y, '&&']],
  [
    [/==|eq\b/y, '=='],
    [/!=|ne\b/y, '!='],
  ],
  [
    [/<=|le\b/y, '<='],
    [/>=|ge\b/y, '>='],
    [/<|lt\b/y, '<'],
    [/>|gt\b/y, '>'],
  ],
  [
    [/\+/y, '+'],
    [/-/y, '-'],
  ],
  [
    [/\*/y, '*'],
    [/\//y, '/'],
    [/%/y, '%'],
  ],
];

/** Source: velocity.apache.org/engine/1.7/vtl-reference.html */
export function parseExpression(scanner: Scanner): Expression {
  return nested(scanner, () => parseLevel(scanner, 0));
}

function parseLevel(scanner: Scanner, level: number): Expression {
  const operators = LEVELS[level];
  if (!operators) return parseUnary(scanner);
  let left = parseLevel(scanner, level + 1);
  for (;;) {
    skipSpace(scanner);
    const operator = operators.find(
      ([pattern]) => acceptPattern(scanner, pattern) !== undefined,
    )?.[1];
    if (operator === undefined) return left;
    left = { type: 'operation', operator, operands: [left, parseLevel(scanner, level + 1)] };
  }
}

const NOT = /!|not\b/y;

function parseUnary(scanner: Scanner): Expression {
  skipSpace(scanner);
  if (acceptPattern(scanner, NOT) !== undefined) {
    return {
      type: 'operation',
      operator: 'not',
      operands: [nested(scanner, () => parseUnary(scanner))],
    };
  }
  if (accept(scanner, '-')) {
    return {
      type: 'operation',
      operator: 'minus',
      operands: [nested(scanner, () => parseUnary(scanner))],
    };
  }
  return parsePrimary(scanner);
}

function parsePrimary(scanner: Scanner): Expression {
  if (startsWith(scanner, '$')) {
    const reference = parseReference(scanner);
    if (reference) return reference;
  }
  if (accept(scanner, '(')) {
    const inner = parseExpression(scanner);
    expect(scanner, ')');
    return inner;
  }
  if (accept(scanner, "'")) return { type: 'literal', value: quoted(scanner, "'") };
  if (accept(scanner, '"')) return parseText(scanner);
  if (accept(scanner, '[')) return parseList(scanner);
  if (accept(scanner, '{')) return parseMap(scanner);
  const number = acceptPattern(scanner, NUMBER);
  if (number !== undefined) return { type: 'literal', value: Number(number) };
  return parseWord(scanner);
}

const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

function parseWord(scanner: Scanner): Expression {
  const start = scanner.at;
  const word = acceptPattern(scanner, WORD);
  if (word !== undefined && Object.hasOwn(WORDS, word))
    return { type: 'literal', value: WORDS[word] ?? null };
  scanner.at = start;
  throw problem(
    scanner,
    word === undefined ? 'a value is missing' : `"${word}" is no value (texts need quotes)`,
  );
}

/** Up to the closing quote; the quote doubled stands for itself. */
function quoted(scanner: Scanner, quote: string): string {
  const parts: string[] = [];
  for (;;) {
    const end = scanner.text.indexOf(quote, scanner.at);
    if (end < 0) throw problem(scanner, `the closing ${quote} is missing`);
    parts.push(scanner.text.slice(scanner.at, end));
    scanner.at = end + 1;
    if (!accept(scanner, quote)) return parts.join('');
    parts.push(quote);
  }
}

function parseText(scanner: Scanner): Expression {
  const text = quoted(scanner, '"');
  if (!/[#$]/.test(text)) return { type: 'literal', value: text };
  return nested(scanner, () => ({
    type: 'text',
    body: parseTemplate(createScanner(text, scanner.depth)),
  }));
}

function parseList(scanner: Scanner): Expression {
  const members: Expression[] = [];
  skipSpace(scanner);
  while (!accept(scanner, ']')) {
    members.push(parseExpression(scanner));
    skipSpace(scanner);
    const [first] = members;
    if (first && members.length === 1 && accept(scanner, '..')) {
      const to = parseExpression(scanner);
      expect(scanner, ']');
      return { type: 'range', from: first, to };
    }
    if (!startsWith(scanner, ']')) expect(scanner, ',');
    skipSpace(scanner);
  }
  return { type: 'list', members };
}

function parseMap(scanner: Scanner): Expression {
  const pairs: (readonly [Expression, Expression])[] = [];
  skipSpace(scanner);
  while (!accept(scanner, '}')) {
    const key = parseExpression(scanner);
    expect(scanner, ':');
    pairs.push([key, parseExpression(scanner)]);
    skipSpace(scanner);
    if (!startsWith(scanner, '}')) expect(scanner, ',');
    skipSpace(scanner);
  }
  return { type: 'map', pairs };
}

/** Expressions up to `)`, between them commas or spaces. */
export function parseArguments(scanner: Scanner): readonly Expression[] {
  const args: Expression[] = [];
  skipSpace(scanner);
  while (!accept(scanner, ')')) {
    args.push(parseExpression(scanner));
    skipSpace(scanner);
    accept(scanner, ',');
    skipSpace(scanner);
  }
  return args;
}

/** @returns undefined, without moving, for a `$` that begins no reference */
export function parseReference(scanner: Scanner): Reference | undefined {
  const start = scanner.at;
  accept(scanner, '$');
  const isQuiet = accept(scanner, '!');
  const isWrapped = accept(scanner, '{');
  const name = acceptPattern(scanner, NAME);
  const path = name === undefined ? [] : nested(scanner, () => parsePath(scanner));
  if (name === undefined || (isWrapped && !accept(scanner, '}'))) {
    scanner.at = start;
    return undefined;
  }
  return { type: 'reference', name, isQuiet, path, source: scanner.text.slice(start, scanner.at) };
}

function parsePath(scanner: Scanner): readonly Accessor[] {
  const path: Accessor[] = [];
  for (;;) {
    const property = acceptPattern(scanner, PROPERTY)?.slice(1);
    if (property !== undefined) {
      path.push(
        accept(scanner, '(')
          ? { type: 'method', name: property, args: parseArguments(scanner) }
          : { type: 'property', name: property },
      );
    } else if (accept(scanner, '[')) {
      path.push({ type: 'index', index: parseExpression(scanner) });
      expect(scanner, ']');
    } else return path;
  }
}
