import { type Printable, isMap } from './python.ts';

/** JSON with 4 spaces, as `--output json` prints it; nothing for an answer without members. */
export function formatJson(value: Printable): string {
  if (isMap(value) && Object.keys(value).length === 0) return '';
  return `${JSON.stringify(value ?? null, null, 4)}\n`;
}
