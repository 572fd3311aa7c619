import { TemplateError } from './budget.ts';

/** Reads a template's text from left to right; never goes back further than one token. */
export interface Scanner {
  readonly text: string;
  at: number;
  depth: number;
}

const MAX_DEPTH = 100;

export const createScanner = (text: string, depth = 0): Scanner => ({ text, at: 0, depth });

export const isAtEnd = (scanner: Scanner): boolean => scanner.at >= scanner.text.length;

export const startsWith = (scanner: Scanner, token: string): boolean =>
  scanner.text.startsWith(token, scanner.at);

/** Takes `token` when it comes next. */
export function accept(scanner: Scanner, token: string): boolean {
  if (!startsWith(scanner, token)) return false;
  scanner.at += token.length;
  return true;
}

/** Takes what a sticky pattern matches here. */
export function acceptPattern(scanner: Scanner, pattern: RegExp): string | undefined {
  pattern.lastIndex = scanner.at;
  const found = pattern.exec(scanner.text)?.[0];
  if (found !== undefined) scanner.at += found.length;
  return found;
}

const SPACE = /\s*/y;
export const skipSpace = (scanner: Scanner): void => void acceptPattern(scanner, SPACE);

/** @throws TemplateError when something else comes next */
export function expect(scanner: Scanner, token: string): void {
  skipSpace(scanner);
  if (!accept(scanner, token)) throw problem(scanner, `"${token}" is missing`);
}

/** A parse error with its place: `… at line 2, column 5`. */
export function problem(scanner: Scanner, what: string): TemplateError {
  const before = scanner.text.slice(0, scanner.at);
  const line = before.split('\n').length;
  const column = scanner.at - before.lastIndexOf('\n');
  return new TemplateError(
    `The template is not valid Velocity: ${what} at line ${line}, column ${column}.`,
  );
}

/** Runs `parse` one level deeper. @throws TemplateError beyond 100 levels */
export function nested<T>(scanner: Scanner, parse: () => T): T {
  if (scanner.depth >= MAX_DEPTH)
    throw problem(scanner, `more than ${MAX_DEPTH} levels of nesting`);
  scanner.depth += 1;
  const result = parse();
  scanner.depth -= 1;
  return result;
}
