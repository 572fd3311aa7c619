import {
  type Operation,
  SERVICE_NAMES,
  type ShapeRef,
  findOperation,
  inputOf,
  isServiceName,
  kebabCase,
  loadModel,
  modelOf,
  operationsOf,
  shapeOf,
} from '#sandbox/operations';
import { GLOBAL_OPTIONS, OUTPUT_FORMATS } from './aws/globals.ts';
import { commandShapeOf } from './aws/options.ts';
import { CURL_OPTIONS } from './curl/options.ts';

export interface Candidate {
  /** What replaces the word at the cursor. */
  readonly text: string;
  /** For a list of choices: the last part only. */
  readonly label: string;
}

export interface Completion {
  /** The part of the line that a candidate replaces: from here to the cursor. */
  readonly start: number;
  readonly candidates: readonly Candidate[];
  /** What all candidates share, to be filled in at once. */
  readonly common: string;
}

interface Place {
  readonly fs: {
    readdir(path: string): Promise<string[]>;
    stat(path: string): Promise<{ readonly isDirectory: boolean }>;
    resolvePath(base: string, path: string): string;
  };
  readonly cwd: string;
  readonly home: string;
}

const COMMANDS = [
  ...[
    'aws',
    'awk',
    'base64',
    'bash',
    'cat',
    'cd',
    'clear',
    'cp',
    'curl',
    'cut',
    'date',
    'diff',
    'echo',
  ],
  ...[
    'env',
    'export',
    'find',
    'for',
    'grep',
    'head',
    'help',
    'history',
    'if',
    'jq',
    'ls',
    'mkdir',
    'mv',
  ],
  ...[
    'printf',
    'pwd',
    'rm',
    'sed',
    'seq',
    'sleep',
    'sort',
    'source',
    'tail',
    'tee',
    'touch',
    'tr',
    'uniq',
  ],
  ...['unset', 'wc', 'while', 'xargs'],
];

const AWS_WORDS = [...SERVICE_NAMES, 'configure', 'help'];

/** The words of the command the cursor is in; quotes keep a word together. */
function wordsBefore(text: string): { words: string[]; current: string; start: number } {
  const command = text.slice(text.search(/(?:[^|;&(\n]|\\.)*$/));
  const offset = text.length - command.length;
  const words = [...command.matchAll(/(?:"[^"]*"?|'[^']*'?|\\.|[^\s"'])+/g)];
  const last = words.at(-1);
  const isInWord = last !== undefined && last.index + last[0].length === command.length;
  return {
    words: (isInWord ? words.slice(0, -1) : words).map(([word]) => word),
    current: isInWord ? last[0] : '',
    start: isInWord ? offset + last.index : text.length,
  };
}

function operationOf(words: readonly string[]): Operation | undefined {
  const [, service = '', name = ''] = words.filter((word) => !word.startsWith('-'));
  if (!isServiceName(service)) return undefined;
  const found = operationsOf(service).find((operation) => kebabCase(operation.name) === name);
  return found?.isNameOnly ? undefined : found && findOperation(service, found.name);
}

/** Enum values of a member: of its own, of its list items, or of a key inside shorthand (`op=`). */
function valuesOf(operation: Operation, option: string, current: string): string[] {
  const model = modelOf(operation.service);
  const { options } = commandShapeOf(operation);
  const member = options.find(({ name }) => name === option)?.member;
  const top = inputOf(operation).members[member ?? '']?.shape;
  if (!top) return [];
  const item = (ref: ShapeRef): ShapeRef => {
    const shape = shapeOf(model, ref);
    return shape.kind === 'list' ? item(shape.member) : ref;
  };
  const shape = shapeOf(model, item(top));
  if (shape.kind === 'string') return [...(shape.values ?? [])];
  if (!('members' in shape)) return [];
  const done = current.slice(0, current.lastIndexOf(',') + 1);
  const [key = '', value] = current.slice(done.length).split('=');
  if (value === undefined) return Object.keys(shape.members).map((name) => `${done}${name}=`);
  const inner = shapeOf(model, item(shape.members[key]?.shape ?? 'string'));
  return inner.kind === 'string' ? (inner.values ?? []).map((one) => `${done}${key}=${one}`) : [];
}

async function awsCandidates(words: readonly string[], current: string): Promise<string[]> {
  const [, named = ''] = words.filter((word) => !word.startsWith('-'));
  if (isServiceName(named)) await loadModel(named);
  const previous = words.at(-1) ?? '';
  if (previous === '--output') return [...OUTPUT_FORMATS];
  const plain = words.filter((word) => !word.startsWith('-'));
  if (plain.length === 1 && !current.startsWith('-')) return AWS_WORDS;
  const [, service = ''] = plain;
  if (plain.length === 2 && isServiceName(service) && !current.startsWith('-')) {
    const here = operationsOf(service).filter(({ isNameOnly }) => !isNameOnly);
    return [...here.map(({ name }) => kebabCase(name)), 'help'];
  }
  const operation = operationOf(words);
  if (!operation) return current.startsWith('-') ? [...GLOBAL_OPTIONS] : [];
  if (current.startsWith('-')) {
    const given = new Set(words);
    const own = commandShapeOf(operation).options.filter(({ isHidden }) => !isHidden);
    return [...own.map(({ name }) => name), ...GLOBAL_OPTIONS].filter((name) => !given.has(name));
  }
  const option = words.findLast((word) => word.startsWith('--')) ?? '';
  return valuesOf(operation, option, current);
}

async function fileCandidates(current: string, { fs, cwd, home }: Place): Promise<string[]> {
  const [, prefix = '', path = ''] = /^((?:[\w-]+=)?(?:fileb?:\/\/)?@?)(.*)$/.exec(current) ?? [];
  const directory = path.slice(0, path.lastIndexOf('/') + 1);
  const absolute = fs.resolvePath(cwd, directory.replace(/^~(?=\/|$)/, home) || '.');
  const names = await fs.readdir(absolute).catch(() => []);
  const wanted = path.slice(directory.length);
  const visible = names.filter(
    (name) => name.startsWith(wanted) && (wanted.startsWith('.') || !name.startsWith('.')),
  );
  return Promise.all(
    visible.map(async (name) => {
      const isDirectory = await fs.stat(fs.resolvePath(absolute, name)).then(
        (stat) => stat.isDirectory,
        () => false,
      );
      return `${prefix}${directory}${name}${isDirectory ? '/' : ''}`;
    }),
  );
}

function commonPrefix(texts: readonly string[]): string {
  const [first = ''] = texts;
  let length = first.length;
  for (const text of texts) {
    while (!text.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}

const labelOf = (text: string) => text.replace(/^.*[/,](?=.)/, '');

/**
 * What could stand at the cursor: commands, AWS services, operations, options and enum values, files.
 * @param cursor characters before it count, those behind it are left alone
 */
export async function completeLine(
  line: string,
  cursor: number,
  place: Place,
): Promise<Completion> {
  const { words, current, start } = wordsBefore(line.slice(0, cursor));
  const known =
    words.length === 0
      ? COMMANDS
      : words[0] === 'aws'
        ? await awsCandidates(words, current)
        : words[0] === 'curl' && current.startsWith('-')
          ? [...CURL_OPTIONS]
          : [];
  const matching = known.filter((text) => text.startsWith(current));
  const files =
    matching.length === 0 && !current.startsWith('-') ? await fileCandidates(current, place) : [];
  const texts = [...new Set([...matching, ...files])].sort();
  return {
    start,
    candidates: texts.map((text) => ({ text, label: labelOf(text) })),
    common: commonPrefix(texts),
  };
}
