import {
  isMap,
  isNode,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
} from 'yaml';
import type { z } from 'zod';
import type { Misfit, Path, Position } from '../source.ts';

/** YAML with a way back from a field to its place in the file. */
export interface Yaml {
  readonly raw: unknown;
  readonly misfits: readonly Misfit[];
  readonly at: (path: Path) => Position;
}

/** A file cut in two. `body` keeps the file's line numbers: the lines of the frontmatter are blank in it. */
export interface Halves {
  readonly yaml: string;
  readonly body: string;
  /** False when the file does not begin with a `---` line, or has no second one. */
  readonly hasFrontmatter: boolean;
}

const FENCED = /^---[ \t]*\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)/m;

/** Cuts `---` YAML `---` off the beginning of a file. */
export function splitFrontmatter(text: string): Halves {
  const match = text.startsWith('---') ? FENCED.exec(text) : null;
  if (!match || match.index !== 0) return { yaml: '', body: text, hasFrontmatter: false };
  const [whole, yaml = ''] = match;
  const blank = '\n'.repeat(whole.split('\n').length - 1);
  return { yaml, body: blank + text.slice(whole.length), hasFrontmatter: true };
}

/** The deepest node on the way to `path`: the value itself, or the nearest parent that is there. */
function nodeAt(document: Document, path: Path): Node | undefined {
  let node: unknown = document.contents;
  for (const step of path) {
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isNode(key) && key.toJSON() === step);
      next = pair && (pair.value ?? pair.key);
    } else if (isSeq(node) && typeof step === 'number') {
      next = node.items[step];
    }
    if (!isNode(next)) break;
    node = next;
  }
  return isNode(node) ? node : undefined;
}

function firstAlias(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias(_, { range }) {
      offset = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** Where a key itself stands, for a field that should not be there. */
function keyAt(document: Document, path: Path, name: string): Node | undefined {
  const parent = nodeAt(document, path);
  if (!isMap(parent)) return parent;
  const key = parent.items.find((pair) => isNode(pair.key) && pair.key.toJSON() === name)?.key;
  return isNode(key) ? key : parent;
}

const KEY = Symbol('the key, not its value');

/** A path that ends at a key's own name instead of its value. */
export const keyPath = (path: Path, name: string): Path =>
  Object.assign([...path, name], { [KEY]: true });

/**
 * Parses YAML and remembers where everything stands.
 * @param firstLine the line of the file on which the YAML begins, from 1
 */
export function parseYaml(text: string, firstLine = 1): Yaml {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
  });
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line) + firstLine - 1, column: Math.max(1, col) };
  };
  const misfitAt = (offset: number, why: string): Misfit => ({
    of: 'frontmatter',
    path: [],
    ...positionOf(offset),
    message: `The YAML does not parse: ${why.replace(/\.$/, '')}. Check indentation, and quote text that holds ": " or " #".`,
  });
  const misfits = document.errors.map(({ pos, message }) => misfitAt(pos[0], message));
  let raw: unknown;
  try {
    raw = misfits.length > 0 ? undefined : document.toJS();
  } catch (error) {
    // An alias without its anchor, or aliases that would unfold without end.
    misfits.push(
      misfitAt(firstAlias(document), error instanceof Error ? error.message : String(error)),
    );
  }
  return {
    raw,
    misfits,
    at(path) {
      const name = path.at(-1);
      const node =
        KEY in path && typeof name === 'string'
          ? keyAt(document, path.slice(0, -1), name)
          : nodeAt(document, path);
      return positionOf(node?.range?.[0] ?? 0);
    },
  };
}

const isMissing = ({ input, code }: z.core.$ZodIssue) =>
  code === 'invalid_type' && input === undefined;

const named = (path: Path) => path.map(String).join('.');

/** One misfit per thing that is wrong: zod gathers unknown keys of one object in a single issue. */
function misfitsOf(issue: z.core.$ZodIssue, yaml: Yaml): Misfit[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const where = keyPath(path, key);
      const message = `Unknown field "${key}". Remove it, or check its spelling.`;
      return { of: 'frontmatter', path: where, ...yaml.at(where), message };
    });
  }
  const message = isMissing(issue)
    ? `Field "${named(path) || 'frontmatter'}" is missing. ${issue.message}`
    : issue.message;
  return [{ of: 'frontmatter', path, ...yaml.at(path), message }];
}

/** Puts YAML to its schema. @returns the value, or every misfit with its line and column */
export function validateYaml<S extends z.ZodType>(
  yaml: Yaml,
  schema: S,
): { readonly value: z.output<S> | undefined; readonly misfits: readonly Misfit[] } {
  if (yaml.misfits.length > 0) return { value: undefined, misfits: yaml.misfits };
  const parsed = schema.safeParse(yaml.raw ?? {}, { reportInput: true });
  if (parsed.success) return { value: parsed.data, misfits: [] };
  return {
    value: undefined,
    misfits: parsed.error.issues.flatMap((issue) => misfitsOf(issue, yaml)),
  };
}
