import { parse } from 'just-bash';
import { START, type Position } from '../source.ts';

/** A command of a bash script, as written. */
export interface ScriptCommand extends Position {
  /** Empty when the name is computed at run time. */
  readonly name: string;
  /** The words behind the name; what is computed stands as `$`. */
  readonly words: readonly string[];
}

/** What a script runs. */
export interface Script {
  readonly commands: readonly ScriptCommand[];
  /** Functions that the script defines itself. */
  readonly functions: ReadonlySet<string>;
  /** Lines of statements that are sent to the background. */
  readonly background: readonly Position[];
  /** Why it does not parse. */
  readonly fault?: Position & { readonly message: string };
}

type Visit = (node: Readonly<Record<string, unknown>>, line: number) => void;

const SUBSTITUTIONS = new Set(['CommandSubstitution', 'ProcessSubstitution']);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * Walks the parser's tree.
 * @param base lines before the script; inside a substitution the parser counts from 1 again
 * @param above the line of the command around
 */
function walk(value: unknown, base: number, above: number, visit: Visit): void {
  if (Array.isArray(value)) return value.forEach((member) => walk(member, base, above, visit));
  if (!isRecord(value)) return;
  const line = typeof value['line'] === 'number' ? base + value['line'] : above;
  if (typeof value['type'] === 'string') visit(value, line);
  const isFresh = SUBSTITUTIONS.has(String(value['type']));
  for (const member of Object.values(value)) walk(member, isFresh ? line - 1 : base, line, visit);
}

/** The line of the first command in a part of the tree. */
function firstLine(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.map(firstLine).find((line) => line !== undefined);
  if (!isRecord(value)) return undefined;
  return typeof value['line'] === 'number' ? value['line'] : firstLine(Object.values(value));
}

/** A word as text, quotes taken off; `$` for what only a run can know. */
function spell(word: unknown): string {
  if (Array.isArray(word)) return word.map(spell).join('');
  if (!isRecord(word)) return '';
  if (typeof word['value'] === 'string') return word['value'];
  if (typeof word['pattern'] === 'string') return word['pattern'];
  return 'parts' in word ? spell(word['parts']) : '$';
}

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** How far below the parser's line a command may stand: substitutions that begin on a later line. */
const LOOK_AHEAD = 8;

/** The place of a command's name, at or just below the line that the parser gives. */
function placeOf(lines: readonly string[], line: number, name: string): Position {
  const word = new RegExp(`(?<![\\w-])${escape(name)}(?![\\w-])`);
  for (let offset = 0; name !== '' && offset <= LOOK_AHEAD; offset += 1) {
    const column = (lines[line - 1 + offset] ?? '').search(word);
    if (column >= 0) return { line: line + offset, column: column + 1 };
  }
  return { line, column: 1 };
}

/** `$((…))`, `((…))`, `$[…]`, `${x:1:2}`, `${x[…]}`: where bash would compute. */
const ARITHMETIC = /\$?\(\(|\$\[|\$\{[^}\s]*:(?![-=?+])|\$\{[^}\s]*\[/;

/**
 * Arithmetic is outside the subset. It is refused before parsing: on some that is not closed
 * (`$((a$b`) the parser of just-bash 3.4 never returns.
 */
function arithmeticFault(lines: readonly string[]): Script['fault'] {
  for (const [index, line] of lines.entries()) {
    const found = ARITHMETIC.exec(line);
    if (!found) continue;
    const message = `"${found[0]}" begins arithmetic, which is outside the subset that scripts may use`;
    return { line: index + 1, column: found.index + 1, message };
  }
  return undefined;
}

/** Parses bash with the parser of the browser's terminal. */
export function parseScript(text: string): Script {
  const commands: ScriptCommand[] = [];
  const functions = new Set<string>();
  const background: Position[] = [];
  const lines = text.split('\n');
  const arithmetic = arithmeticFault(lines);
  if (arithmetic) return { commands, functions, background, fault: arithmetic };
  let tree: unknown;
  try {
    tree = parse(text);
  } catch (error) {
    const { line, column, message } = error as { line?: number; column?: number; message: string };
    return {
      commands,
      functions,
      background,
      fault: { line: line ?? START.line, column: column ?? START.column, message },
    };
  }
  walk(tree, 0, 1, (node, line) => {
    if (node['type'] === 'FunctionDef' && typeof node['name'] === 'string')
      functions.add(node['name']);
    if (node['type'] === 'Statement' && node['background'] === true) {
      background.push({ line: firstLine(node) ?? line, column: 1 });
    }
    if (node['type'] !== 'SimpleCommand' || !isRecord(node['name'])) return;
    const name = spell(node['name']);
    const words = Array.isArray(node['args']) ? node['args'].map(spell) : [];
    commands.push({ name: name.includes('$') ? '' : name, words, ...placeOf(lines, line, name) });
  });
  return { commands, functions, background };
}
