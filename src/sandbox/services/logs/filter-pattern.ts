import { isObject } from '../../wire/json.ts';
import { invalid } from './texts.ts';

/** Whether a message fits. */
export type Matcher = (message: string) => boolean;

interface Term {
  readonly kind: 'all' | 'any' | 'none';
  readonly text: string;
}

const TERM = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g;

const termsOf = (pattern: string): Term[] =>
  [...pattern.matchAll(TERM)].map(([, sign, quoted, plain = '']) => ({
    kind: sign === '?' ? 'any' : sign === '-' ? 'none' : 'all',
    text: quoted === undefined ? plain : quoted.replaceAll(/\\(.)/g, '$1'),
  }));

function byTerms(pattern: string): Matcher {
  const terms = termsOf(pattern);
  const texts = (kind: Term['kind']) =>
    terms.filter((term) => term.kind === kind).map(({ text }) => text);
  const [all, any, none] = [texts('all'), texts('any'), texts('none')];
  return (message) =>
    all.every((text) => message.includes(text)) &&
    (any.length === 0 || any.some((text) => message.includes(text))) &&
    !none.some((text) => message.includes(text));
}

const COMPARISON = /^\s*\$\.([\w.-]+)\s*(=|!=|>=|<=|>|<)\s*(?:"([^"]*)"|([^\s"&|]+))\s*$/;

function valueAt(json: unknown, path: string): unknown {
  let value = json;
  for (const key of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** `*` at the ends of a text stands for anything. */
function isLike(text: string, wanted: string): boolean {
  const core = wanted.replace(/^\*/, '').replace(/\*$/, '');
  const [open, close] = [wanted.startsWith('*'), wanted.endsWith('*')];
  if (open && close) return text.includes(core);
  if (open) return text.endsWith(core);
  return close ? text.startsWith(core) : text === core;
}

function compare(seen: unknown, operator: string, wanted: string): boolean {
  if (typeof seen !== 'string' && typeof seen !== 'number' && typeof seen !== 'boolean')
    return false;
  const text = String(seen);
  if (operator === '=') return isLike(text, wanted);
  if (operator === '!=') return !isLike(text, wanted);
  const [a, b] = [Number(text), Number(wanted)];
  if (operator === '>') return a > b;
  if (operator === '<') return a < b;
  return operator === '>=' ? a >= b : a <= b;
}

function comparison(text: string): (json: unknown) => boolean {
  const [, path, operator, quoted, plain] = COMPARISON.exec(text) ?? [];
  if (path === undefined || operator === undefined)
    throw invalid(
      `Invalid filter pattern. The local sandbox understands comparisons such as { $.status = 403 }, joined by && or ||; it saw "${text.trim()}".`,
    );
  return (json) => compare(valueAt(json, path), operator, quoted ?? plain ?? '');
}

function byJson(inside: string): Matcher {
  const any = inside.split('||').map((part) => part.split('&&').map(comparison));
  return (message) => {
    let json: unknown;
    try {
      json = JSON.parse(message);
    } catch {
      return false;
    }
    return any.some((all) => all.every((holds) => holds(json)));
  };
}

/**
 * Terms, quoted ones, `?either` and `-not`, or comparisons of JSON's members. Regular expressions and
 * patterns for words between spaces are refused.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function matcherOf(pattern: string | undefined): Matcher {
  const text = pattern?.trim() ?? '';
  if (text === '') return () => true;
  const inside = /^\{(.*)\}$/s.exec(text)?.[1];
  if (inside !== undefined) return byJson(inside);
  if (/^\[.*\]$|%.*%/s.test(text))
    throw invalid(
      'Invalid filter pattern. The local sandbox understands terms and { $.member = value }, and neither regular expressions nor [space, delimited] patterns.',
    );
  return byTerms(text);
}
