import { TemplateError } from './budget.ts';

const MAX_PATTERN_LENGTH = 1_000;
/** A repeated group that itself repeats or chooses: what makes a search take exponential time. */
const NESTED_REPETITION = /\((?:[^()\\]|\\.)*(?:[+*|]|\{\d+,)(?:[^()\\]|\\.)*\)(?:[+*]|\{\d+,)/;

/** Any character, as templates often write it: these two choices never overlap. */
const ANY_CHARACTER = /\((?:\?:)?(?:\\n\|\.|\.\|\\n)\)/g;

const compiled = new Map<string, RegExp>();
const MAX_COMPILED = 500;

/**
 * A Java pattern as a JavaScript one. The two agree on what templates use.
 * @throws TemplateError for a pattern that is invalid, too long, or could take exponential time
 */
export function javaRegex(pattern: string, flags = ''): RegExp {
  const key = `${flags}/${pattern}`;
  const known = compiled.get(key);
  if (known) {
    known.lastIndex = 0;
    return known;
  }
  if (
    pattern.length > MAX_PATTERN_LENGTH ||
    NESTED_REPETITION.test(pattern.replaceAll(ANY_CHARACTER, '.'))
  ) {
    throw new TemplateError(
      `The pattern "${pattern.slice(0, 80)}" could take exponential time. Write it without repeating a group that itself repeats or chooses.`,
    );
  }
  let regex: RegExp;
  try {
    regex = new RegExp(pattern, flags);
  } catch (cause) {
    throw new TemplateError(`The pattern "${pattern.slice(0, 80)}" is not a valid one.`, { cause });
  }
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(key, regex);
  return regex;
}

/** Whether a pattern matches a whole text; a pattern that cannot be used matches nothing. */
export function matchesWhole(pattern: string, text: string): boolean {
  try {
    return javaRegex(`^(?:${pattern})$`).test(text);
  } catch {
    return false;
  }
}

/** A Java replacement (`$1`, and `\` before a literal character) as a JavaScript replacer. */
export function javaReplacer(replacement: string): (...match: unknown[]) => string {
  return (...match) =>
    replacement.replaceAll(
      /\\([\s\S])|\$(\d)/g,
      (_, literal: string | undefined, group: string | undefined) => {
        if (literal !== undefined) return literal;
        const value = match[Number(group)];
        return typeof value === 'string' ? value : '';
      },
    );
}
