import { type Printable, floatText, isFloat, isList, isMap } from './python.ts';

const INDENT = '    ';

function write(value: Printable, indent: string): string {
  const inner = indent + INDENT;
  const wrap = (open: string, parts: readonly string[], close: string) =>
    parts.length === 0
      ? `${open}${close}`
      : `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
  if (isFloat(value)) return floatText(value);
  if (isList(value))
    return wrap(
      '[',
      value.map((one) => write(one, inner)),
      ']',
    );
  if (!isMap(value)) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return wrap(
    '{',
    entries.map(([key, one]) => `${JSON.stringify(key)}: ${write(one, inner)}`),
    '}',
  );
}

/** JSON with 4 spaces, as `--output json` prints it; nothing for an answer without members. */
export function formatJson(value: Printable): string {
  if (isMap(value) && Object.keys(value).length === 0) return '';
  return `${write(value, '')}\n`;
}
