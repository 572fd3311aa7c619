import type { Body, Branch, Statement } from './ast.ts';
import { parseArguments, parseExpression, parseReference } from './parse-expression.ts';
import {
  accept,
  acceptPattern,
  expect,
  isAtEnd,
  nested,
  problem,
  skipSpace,
  type Scanner,
} from './scanner.ts';

/**
 * A whole template.
 * Source: velocity.apache.org/engine/1.7/vtl-reference.html
 * @throws TemplateError with line and column
 */
export function parseTemplate(scanner: Scanner): Body {
  const { body, end } = parseBody(scanner);
  if (end !== undefined) throw problem(scanner, `#${end} has no #if or #foreach before it`);
  return body;
}

/** What ends a block. */
type End = 'end' | 'else' | 'elseif';

const PLAIN = /[^#$\\]+/y;
const ESCAPED = /\\(?=\$!?\{?[A-Za-z_]|#\{?[a-z@])/y;
const LINE_COMMENT = /##[^\n]*(?:\n|$)/y;
const END = /#(?:(end|else|elseif)(?![\w-])|\{(end|else|elseif)\})/y;
const DIRECTIVE = /#(?:(set|if|foreach|macro|define)\s*\(|\{(set|if|foreach|macro|define)\}\s*\()/y;
const SIMPLE = /#(?:(?:break|stop)(?![\w-])|\{(?:break|stop)\})/y;
const CALL = /#(?:[A-Za-z_][\w-]*|\{[A-Za-z_][\w-]*\})\(/y;
const NEWLINE = /[ \t]*\r?\n/y;

function parseBody(scanner: Scanner): { readonly body: Body; readonly end: End | undefined } {
  const body: Statement[] = [];
  while (!isAtEnd(scanner)) {
    const end = acceptPattern(scanner, END);
    if (end !== undefined) {
      const name = end.replaceAll(/[#{}]/g, '');
      if (name !== 'elseif') acceptPattern(scanner, NEWLINE);
      return { body, end: name === 'end' || name === 'else' ? name : 'elseif' };
    }
    const statement = parseStatement(scanner);
    if (statement !== '') body.push(statement);
  }
  return { body, end: undefined };
}

function parseStatement(scanner: Scanner): Statement {
  const plain = acceptPattern(scanner, PLAIN);
  if (plain !== undefined) return plain;
  if (acceptPattern(scanner, ESCAPED) !== undefined) return one(scanner);
  if (scanner.text[scanner.at] === '$') return parseReference(scanner) ?? one(scanner);
  if (scanner.text[scanner.at] !== '#') return one(scanner);
  return parseComment(scanner) ?? parseDirective(scanner) ?? one(scanner);
}

/** The next character, as text. */
function one(scanner: Scanner): string {
  scanner.at += 1;
  return scanner.text[scanner.at - 1] ?? '';
}

/** @returns the text of `#[[…]]#`, nothing for a comment, undefined when neither comes next */
function parseComment(scanner: Scanner): string | undefined {
  if (accept(scanner, '#[[')) return upTo(scanner, ']]#');
  if (accept(scanner, '#*')) {
    upTo(scanner, '*#');
    return '';
  }
  return acceptPattern(scanner, LINE_COMMENT) === undefined ? undefined : '';
}

function upTo(scanner: Scanner, end: string): string {
  const at = scanner.text.indexOf(end, scanner.at);
  if (at < 0) throw problem(scanner, `the closing ${end} is missing`);
  const text = scanner.text.slice(scanner.at, at);
  scanner.at = at + end.length;
  return text;
}

/** @returns undefined for a `#` that begins no directive */
function parseDirective(scanner: Scanner): Statement | undefined {
  const start = scanner.at;
  const simple = acceptPattern(scanner, SIMPLE);
  if (simple !== undefined) return { type: simple.includes('break') ? 'break' : 'stop' };
  const name = acceptPattern(scanner, DIRECTIVE)?.replaceAll(/[#{}(\s]/g, '');
  if (name !== undefined) return nested(scanner, () => parseNamed(scanner, name));
  const call = acceptPattern(scanner, CALL);
  if (call === undefined) return undefined;
  const args = parseArguments(scanner);
  return {
    type: 'call',
    name: call.replaceAll(/[#{}(]/g, ''),
    args,
    source: scanner.text.slice(start, scanner.at),
  };
}

function parseNamed(scanner: Scanner, name: string): Statement {
  switch (name) {
    case 'set':
      return parseSet(scanner);
    case 'if':
      return parseIf(scanner);
    case 'foreach':
      return parseForeach(scanner);
    case 'macro':
      return parseMacro(scanner);
    default:
      return parseDefine(scanner);
  }
}

function target(scanner: Scanner) {
  skipSpace(scanner);
  const reference = scanner.text[scanner.at] === '$' ? parseReference(scanner) : undefined;
  if (!reference) throw problem(scanner, 'a variable such as $name is missing');
  return reference;
}

/** The `)` of a directive takes the rest of an otherwise empty line with it. */
function close(scanner: Scanner): void {
  expect(scanner, ')');
  acceptPattern(scanner, NEWLINE);
}

function parseSet(scanner: Scanner): Statement {
  const variable = target(scanner);
  expect(scanner, '=');
  const value = parseExpression(scanner);
  close(scanner);
  return { type: 'set', target: variable, value };
}

function parseIf(scanner: Scanner): Statement {
  const branches: Branch[] = [];
  let test: Branch['test'] = condition(scanner);
  for (;;) {
    const { body, end } = parseBody(scanner);
    branches.push({ test, body });
    if (end === undefined) throw problem(scanner, 'the #end of an #if is missing');
    if (end === 'end') return { type: 'if', branches };
    if (end === 'elseif') expect(scanner, '(');
    test = end === 'elseif' ? condition(scanner) : undefined;
  }
}

function condition(scanner: Scanner) {
  const test = parseExpression(scanner);
  close(scanner);
  return test;
}

/** A block's statements up to its `#end`. */
function blockBody(scanner: Scanner, directive: string): Body {
  const { body, end } = parseBody(scanner);
  if (end !== 'end') throw problem(scanner, `the #end of a ${directive} is missing`);
  return body;
}

function parseForeach(scanner: Scanner): Statement {
  const { name } = target(scanner);
  expect(scanner, 'in');
  const source = parseExpression(scanner);
  close(scanner);
  return { type: 'foreach', variable: name, source, body: blockBody(scanner, '#foreach') };
}

const MACRO_NAME = /[A-Za-z_][\w-]*/y;

function parseMacro(scanner: Scanner): Statement {
  skipSpace(scanner);
  const name = acceptPattern(scanner, MACRO_NAME);
  if (name === undefined) throw problem(scanner, 'the name of a #macro is missing');
  const parameters: string[] = [];
  skipSpace(scanner);
  while (scanner.text[scanner.at] === '$') {
    parameters.push(target(scanner).name);
    skipSpace(scanner);
    accept(scanner, ',');
    skipSpace(scanner);
  }
  close(scanner);
  return { type: 'macro', name, parameters, body: blockBody(scanner, '#macro') };
}

function parseDefine(scanner: Scanner): Statement {
  const { name } = target(scanner);
  close(scanner);
  return { type: 'define', name, body: blockBody(scanner, '#define') };
}
