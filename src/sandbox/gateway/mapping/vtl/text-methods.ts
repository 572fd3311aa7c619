import { javaRegex, javaReplacer } from './java-regex.ts';
import type { Methods } from './methods.ts';
import { toText, type Value } from './values.ts';

const asText = (value: Value) => toText(value);
const asNumber = (value: Value) => Number(value ?? 0);

/** `java.lang.String`. Source: docs.oracle.com/javase/8/docs/api/java/lang/String.html */
export const textMethods: Methods<string> = {
  length: (self) => self.length,
  isEmpty: (self) => self.length === 0,
  toLowerCase: (self) => self.toLowerCase(),
  toUpperCase: (self) => self.toUpperCase(),
  trim: (self) => self.trim(),
  intern: (self) => self,
  charAt: (self, [at]) => self.charAt(asNumber(at)),
  concat: (self, [other], budget) => {
    const text = asText(other);
    budget.text(self.length + text.length);
    return self + text;
  },
  contains: (self, [part]) => self.includes(asText(part)),
  startsWith: (self, [part, from]) => self.startsWith(asText(part), asNumber(from)),
  endsWith: (self, [part]) => self.endsWith(asText(part)),
  equals: (self, [other]) => self === other,
  equalsIgnoreCase: (self, [other]) =>
    typeof other === 'string' && self.toLowerCase() === other.toLowerCase(),
  compareTo: (self, [other]) => (self === other ? 0 : self < asText(other) ? -1 : 1),
  indexOf: (self, [part, from]) => self.indexOf(asText(part), asNumber(from)),
  lastIndexOf: (self, [part]) => self.lastIndexOf(asText(part)),
  substring: (self, [from, to]) =>
    self.substring(asNumber(from), to === undefined ? undefined : asNumber(to)),
  matches: (self, [pattern]) => javaRegex(`^(?:${asText(pattern)})$`).test(self),
  replace: (self, [part, other], budget) => {
    const from = asText(part);
    const to = asText(other);
    const hits = from === '' ? self.length + 1 : self.split(from).length - 1;
    budget.text(self.length + hits * to.length);
    return self.replaceAll(from, () => to);
  },
  replaceAll: (self, [pattern, other], budget) =>
    replaceByPattern(self, javaRegex(asText(pattern), 'g'), asText(other), budget),
  replaceFirst: (self, [pattern, other], budget) =>
    replaceByPattern(self, javaRegex(asText(pattern)), asText(other), budget),
  split: (self, [pattern, limit], budget) => {
    const parts: string[] = self.split(javaRegex(asText(pattern)));
    budget.step(parts.length);
    if (limit === undefined) while (parts.length > 1 && parts.at(-1) === '') parts.pop();
    return parts;
  },
};

function replaceByPattern(
  self: string,
  pattern: RegExp,
  other: string,
  budget: Parameters<Methods<string>[string]>[2],
): string {
  const replacer = javaReplacer(other);
  let grown = self.length;
  return self.replace(pattern, (...match: unknown[]) => {
    const text = replacer(...match);
    grown += text.length;
    budget.text(grown);
    return text;
  });
}
