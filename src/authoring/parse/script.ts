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

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Walks the parser's tree. Lines inside a substitution count from its own start, hence `base`. */
function walk(value: unknown, base: number, visit: Visit): void {
  if (Array.isArray(value)) return value.forEach((member) => walk(member, base, visit));
  if (!isRecord(value)) return;
  const line = typeof value['line'] === 'number' ? value['line'] : 1;
  if (typeof value['type'] === 'string') visit(value, base + line);
  const isSubstitution = value['type'] === 'CommandSubstitution';
  for (const member of Object.values(value)) walk(member, isSubstitution ? base : base, visit);
}

/** A word as text, quotes taken off; `$` for what only a run can know. */
function spell(word: unknown): string {
  if (Array.isArray(word)) return word.map(spell).join('');
  if (!isRecord(word)) return '';
  if (typeof word['value'] === 'string') return word['value'];
  if (typeof word['pattern'] === 'string') return word['pattern'];
  return 'parts' in word ? spell(word['parts']) : '$';
}

function columnOf(lines: readonly string[], line: number, name: string): number {
  const place = name === '' ? -1 : (lines[line - 1] ?? '').search(new RegExp(`(?<![\\w-])${escape(name)}(?![\\w-])`));
  return place < 0 ? 1 : place + 1;
}

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Parses bash with the parser of the browser's terminal. */
export function parseScript(text: string): Script {
  const commands: ScriptCommand[] = [];
  const functions = new Set<string>();
  const background: Position[] = [];
  let tree: unknown;
  try {
    tree = parse(text);
  } catch (error) {
    const { line, column, message } = error as { line?: number; column?: number; message: string };
    return { commands, functions, background, fault: { line: line ?? START.line, column: column ?? START.column, message } };
  }
  const lines = text.split('\n');
  walk(tree, 0, (node, line) => {
    if (node['type'] === 'FunctionDef' && typeof node['name'] === 'string') functions.add(node['name']);
    if (node['type'] === 'Statement' && node['background'] === true) background.push({ line, column: 1 });
    if (node['type'] !== 'SimpleCommand' || !isRecord(node['name'])) return;
    const name = spell(node['name']);
    const words = Array.isArray(node['args']) ? node['args'].map(spell) : [];
    commands.push({ name: name.includes('$') ? '' : name, words, line, column: columnOf(lines, line, name) });
  });
  return { commands, functions, background };
}
