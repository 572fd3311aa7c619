import type { Content, LabSource, ScriptSource } from '../../content.ts';
import { listAt, textAt } from '../../raw.ts';
import type { Position } from '../../source.ts';

/** One `# name: value` line at the top of a script. */
export interface Header extends Position {
  readonly name: string;
  readonly value: string;
}

/** The `# name: value` lines before the first line that runs. */
export function headersOf({ text }: ScriptSource): Header[] {
  const headers: Header[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() !== '' && !line.startsWith('#')) break;
    const match = /^#\s*(base|fails):\s*(.*?)\s*$/.exec(line);
    if (match)
      headers.push({ name: match[1] ?? '', value: match[2] ?? '', line: index + 1, column: 1 });
  }
  return headers;
}

/** The ids behind `# fails:`. */
export const failsOf = (script: ScriptSource): string[] =>
  headersOf(script)
    .filter(({ name }) => name === 'fails')
    .flatMap(({ value }) => value.split(',').map((id) => id.trim()))
    .filter((id) => id !== '');

export const objectiveIds = ({ raw }: LabSource): string[] =>
  listAt(raw, ['objectives']).flatMap((_, index) => textAt(raw, ['objectives', index, 'id']) ?? []);

/** Every script with its lab. */
export const scriptsIn = ({ labs }: Content) =>
  labs.flatMap((lab) => lab.scripts.map((script) => ({ lab, script })));
