import type { Methods } from './methods.ts';
import { toText, type Value } from './values.ts';

/** A text as Java's parser would read it, or undefined where Java throws. */
function parsed(text: Value, pattern: RegExp): number | undefined {
  const trimmed = toText(text);
  return pattern.test(trimmed) ? Number(trimmed) : undefined;
}
const WHOLE = /^[+-]?\d+$/;
const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

/**
 * `java.lang.Integer` and `Double`. Their static parsers are reached through any number:
 * `#set($Integer = 0) $Integer.parseInt("4")` is the idiom.
 * Source: docs.oracle.com/javase/8/docs/api/java/lang/Integer.html
 */
export const numberMethods: Methods<number> = {
  intValue: (self) => Math.trunc(self),
  longValue: (self) => Math.trunc(self),
  doubleValue: (self) => self,
  compareTo: (self, [other]) => Math.sign(self - Number(other)),
  parseInt: (_, [text]) => parsed(text, WHOLE),
  parseLong: (_, [text]) => parsed(text, WHOLE),
  parseDouble: (_, [text]) => parsed(text, DECIMAL),
  valueOf: (_: number, [text]: readonly Value[]) => parsed(text, DECIMAL),
};
