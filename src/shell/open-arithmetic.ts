/** What single quotes or a backslash hold back from the shell. */
const LITERAL = /'[^']*'|\\[^]/g;

/**
 * Whether `$((` is never closed although a variable follows: there the parser of just-bash 3.4 does
 * not return, so such a text must not reach it.
 */
export function hasOpenArithmetic(text: string): boolean {
  const bare = text.replaceAll(LITERAL, (literal) => ' '.repeat(literal.length));
  const start = bare.lastIndexOf('$((');
  if (start < 0) return false;
  const rest = bare.slice(start + '$(('.length);
  return !rest.includes('))') && rest.includes('$');
}
