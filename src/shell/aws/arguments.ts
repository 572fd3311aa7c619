import { argumentError, unknownOptions } from './errors.ts';
import type { CommandShape, Option } from './options.ts';

/** The words of one command, sorted by the option they belong to. A later one replaces an earlier one. */
export interface ParsedArguments {
  readonly values: ReadonlyMap<Option, readonly string[]>;
  readonly outfile: string | undefined;
}

/** As argparse decides it: a dash starts an option unless a space or a number follows. */
const looksLikeOption = (word: string) =>
  word.startsWith('-') && word !== '-' && !word.includes(' ') && !/^-\d*\.?\d+$/.test(word);

function find(options: readonly Option[], name: string): Option | undefined {
  const exact = options.find((option) => option.name === name);
  if (exact || !name.startsWith('--')) return exact;
  const starting = options.filter((option) => option.name.startsWith(name));
  if (starting.length > 1) {
    const names = starting.map((option) => option.name).join(', ');
    throw argumentError(`ambiguous option: ${name} could match ${names}`);
  }
  return starting[0];
}

/** How many of the words from `start` on belong to an option of this arity. */
function countWords(words: readonly string[], start: number, { arity }: Option): number {
  if (arity === 'flag') return 0;
  const isValue = (word: string | undefined) => word !== undefined && !looksLikeOption(word);
  if (arity !== 'many') return isValue(words[start]) ? 1 : 0;
  let count = 0;
  while (isValue(words[start + count])) count += 1;
  return count;
}

function checkRequired(shape: CommandShape, parsed: ParsedArguments): void {
  const given = new Set([...parsed.values.keys()].map(({ member }) => member));
  const missing = shape.options
    .filter(({ isRequired, member }) => isRequired && !given.has(member))
    .map(({ name }) => name);
  if (shape.outfile && parsed.outfile === undefined) missing.push('outfile');
  if (missing.length > 0) {
    throw argumentError(`the following arguments are required: ${missing.join(', ')}`);
  }
}

/** With a document of parameters, or when only the document's form is asked for, nothing is required. */
const takesDocument = ({ values }: ParsedArguments) =>
  [...values].some(
    ([{ name }, words]) =>
      name === '--cli-input-json' || (name === '--generate-cli-skeleton' && words[0] !== 'output'),
  );

/**
 * Sorts the words after `aws <service> <operation>`.
 * @throws AwsCliError 252: an option without its value, unknown or missing ones
 */
export function parseArguments(words: readonly string[], shape: CommandShape): ParsedArguments {
  const values = new Map<Option, readonly string[]>();
  const extra: string[] = [];
  let outfile: string | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const name = equals < 0 ? word : word.slice(0, equals);
    const option = looksLikeOption(word) ? find(shape.options, name) : undefined;
    if (!option) {
      if (shape.outfile && outfile === undefined && !looksLikeOption(word)) outfile = word;
      else extra.push(word);
    } else if (equals >= 0 && option.arity !== 'flag') {
      values.set(option, [word.slice(equals + 1)]);
    } else {
      const count = countWords(words, index + 1, option);
      if (count === 0 && option.arity === 'one') {
        throw argumentError(`argument ${option.name}: expected one argument`);
      }
      values.set(option, words.slice(index + 1, index + 1 + count));
      index += count;
    }
  }
  const parsed = { values, outfile };
  if (!takesDocument(parsed)) checkRequired(shape, parsed);
  if (extra.length > 0) throw unknownOptions(extra);
  return parsed;
}
