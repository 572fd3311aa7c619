import type { Policy } from './document.ts';
import type { RequestKeys } from './request.ts';
import type { UnknownKey } from './truth.ts';
import { patternOf, type Pattern, type PatternPart } from './wildcards.ts';

/** What a text of a policy means for one request; undefined when a variable has no value there. */
export type Resolved = Pattern | UnknownKey | undefined;

const VARIABLE = /\$\{([^}]*)\}/g;

export const isUnknownKey = (resolved: Resolved): resolved is UnknownKey =>
  resolved !== undefined && 'unknownKey' in resolved;

/** `${*}`, `${?}` and `${$}` stand for the characters themselves. */
function valueOf(inner: string, keys: RequestKeys): PatternPart | UnknownKey | undefined {
  if (inner === '*' || inner === '?' || inner === '$') return { text: inner };
  const [name = '', fallback] = inner.split(',').map((part) => part.trim());
  const values = keys.get(name.toLowerCase());
  if (!values) return { unknownKey: name };
  const [value] = values;
  // A key with several values cannot stand in a variable.
  if (values.length === 1 && value !== undefined) return { text: value };
  const quoted = /^'(.*)'$/.exec(fallback ?? '');
  return quoted ? { text: quoted[1] ?? '' } : undefined;
}

/**
 * Fills in policy variables. What they bring is text: a `*` in a value is a star, no wildcard.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function resolve(text: string, version: Policy['version'], keys: RequestKeys): Resolved {
  if (version === '2008-10-17' || !text.includes('${')) return patternOf(text);
  const parts: PatternPart[] = [];
  let at = 0;
  for (const match of text.matchAll(VARIABLE)) {
    parts.push(...patternOf(text.slice(at, match.index)));
    const value = valueOf(match[1] ?? '', keys);
    if (value === undefined || 'unknownKey' in value) return value;
    parts.push(value);
    at = match.index + match[0].length;
  }
  parts.push(...patternOf(text.slice(at)));
  return parts;
}

/** The text of a pattern whose wildcards mean nothing, as in `StringEquals`. */
export const literalOf = (pattern: Pattern): string =>
  pattern.map((part) => ('text' in part ? part.text : part.any === 'many' ? '*' : '?')).join('');
