/** A pattern's characters: `*` and `?` are special, everything else stands for itself. */
export type Pattern = readonly PatternPart[];
export type PatternPart = { readonly any: 'many' | 'one' } | { readonly text: string };

/** @returns the pattern that a policy's text means, without variables */
export function patternOf(text: string): Pattern {
  return text
    .split(/([*?])/)
    .filter((part) => part !== '')
    .map((part) =>
      part === '*' ? { any: 'many' } : part === '?' ? { any: 'one' } : { text: part },
    );
}

interface Token {
  readonly is: 'many' | 'one' | 'char';
  readonly char: string;
}

/** Single characters, so that one step of the match is one comparison. */
const tokensOf = (pattern: Pattern): readonly Token[] =>
  pattern.flatMap((part): readonly Token[] =>
    'any' in part
      ? [{ is: part.any, char: '' }]
      : Array.from({ length: part.text.length }, (_, index) => ({
          is: 'char',
          char: part.text.charAt(index),
        })),
  );

/**
 * Whether the whole text fits: `*` is any run of characters, `?` any one. Goes back only to the last
 * `*`, so that a hostile pattern costs at most length × length.
 */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  const tokens = tokensOf(pattern);
  let [at, token, star, starAt] = [0, 0, -1, 0];
  while (at < text.length) {
    const here = tokens[token];
    if (here?.is === 'many') {
      [star, starAt] = [token, at];
      token += 1;
    } else if (here && (here.is === 'one' || here.char === text.charAt(at))) {
      token += 1;
      at += 1;
    } else if (star >= 0) {
      starAt += 1;
      [token, at] = [star + 1, starAt];
    } else return false;
  }
  return tokens.slice(token).every(({ is }) => is === 'many');
}

/** Each of an ARN's six parts by itself, as the Arn operators compare: no `*` reaches over a colon. */
export function matchesArn(pattern: Pattern, arn: string): boolean {
  const parts = splitArn(pattern);
  const texts = arn.split(':');
  if (parts.length !== 6 || texts.length < 6) return false;
  const resource = texts.slice(5).join(':');
  return [...texts.slice(0, 5), resource].every((text, index) =>
    matchesPattern(parts[index] ?? [], text),
  );
}

/** Cuts at the first five colons that stand in the pattern as text. */
function splitArn(pattern: Pattern): Pattern[] {
  const parts: PatternPart[][] = [[]];
  for (const part of pattern) {
    if ('any' in part) {
      parts.at(-1)?.push(part);
      continue;
    }
    const pieces = part.text.split(':');
    const room = 6 - parts.length;
    const cut = [
      ...pieces.slice(0, room),
      ...(pieces.length > room ? [pieces.slice(room).join(':')] : []),
    ];
    for (const [index, piece] of cut.entries()) {
      if (index > 0) parts.push([]);
      if (piece !== '') parts.at(-1)?.push({ text: piece });
    }
  }
  return parts;
}
