import {
  type Operation,
  type ServiceModel,
  type Shape,
  type ShapeRef,
  inputOf,
  modelOf,
  shapeOf,
} from '#sandbox/operations';
import { fromBase64, strictText } from '../bytes.ts';
import type { CommandContext } from '../command.ts';
import type { Option } from './options.ts';
import { parameterError } from './errors.ts';
import { type Value, parseValue } from './value.ts';
import { type Shorthand, ShorthandError, parseShorthand } from './shorthand.ts';

type Files = Pick<CommandContext, 'readFile' | 'env'>;

/** `~` and `$NAME` inside a `file://` path, as the real command expands them. */
function expandPath(path: string, env: Files['env']): string {
  const home = env.get('HOME') ?? '';
  return path
    .replace(/^~(?=\/|$)/, home)
    .replaceAll(/\$\{?(\w+)\}?/g, (text, name: string) => env.get(name) ?? text);
}

/**
 * The content that a `file://` (text) or `fileb://` (bytes) value stands for; any other value as it is.
 * @throws AwsCliError 252 when the file cannot be read
 */
export async function loadParameter(
  option: string,
  text: string,
  { readFile, env }: Files,
): Promise<string | Uint8Array> {
  const prefix = /^fileb?:\/\//.exec(text)?.[0];
  if (!prefix) return text;
  const path = expandPath(text.slice(prefix.length), env);
  const content = await readFile(path);
  if (!content) {
    throw parameterError(
      option,
      `Unable to load paramfile ${text}: [Errno 2] No such file or directory: '${path}'`,
    );
  }
  if (prefix === 'fileb://') return content;
  try {
    return strictText(content);
  } catch {
    throw parameterError(
      option,
      `Unable to load paramfile (${path}), text contents could not be decoded.  ` +
        'If this is a binary file, please use the fileb:// prefix instead of the file:// prefix.',
    );
  }
}

export function parseJson(option: string, text: string): Value {
  try {
    return parseValue(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw parameterError(option, `Invalid JSON: ${reason}\nJSON received: ${text}`);
  }
}

function toNumber(option: string, text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) {
    throw parameterError(option, `Expected a number, received: '${text}'`);
  }
  return number;
}

function toScalar(option: string, shape: Shape, text: string): Value {
  if (shape.kind === 'number') return toNumber(option, text);
  if (shape.kind === 'boolean') return text.toLowerCase() !== 'false';
  if (shape.kind === 'document') return parseJson(option, text);
  if (shape.kind !== 'blob') return text;
  try {
    return fromBase64(text);
  } catch {
    throw parameterError(
      option,
      `Invalid base64: "${text}". Give the parameter as fileb://<path> to send a file's bytes.`,
    );
  }
}

/** Shorthand knows only strings: the model says which of them are numbers, booleans or one-item lists. */
function coerce(option: string, model: ServiceModel, ref: ShapeRef, value: Shorthand): Value {
  const shape = shapeOf(model, ref);
  if (shape.kind === 'list') {
    const items = Array.isArray(value) ? value : [value];
    return items.map((item) => coerce(option, model, shape.member, item));
  }
  if (Array.isArray(value)) return value.map((item) => coerce(option, model, 'string', item));
  if (typeof value !== 'string') {
    const typeOf = (key: string) =>
      shape.kind === 'map'
        ? shape.value
        : 'members' in shape
          ? shape.members[key]?.shape
          : undefined;
    return Object.fromEntries<Value>(
      Object.entries(value).map(([key, one]) => [
        key,
        coerce(option, model, typeOf(key) ?? 'string', one),
      ]),
    );
  }
  if (shape.kind === 'number') return toNumber(option, value);
  if (shape.kind === 'boolean' && /^(true|false)$/i.test(value))
    return value.toLowerCase() === 'true';
  return value;
}

function readShorthand(option: string, model: ServiceModel, ref: ShapeRef, text: string): Value {
  try {
    return coerce(option, model, ref, parseShorthand(text));
  } catch (error) {
    if (error instanceof ShorthandError) throw parameterError(option, error.message);
    throw error;
  }
}

const isJson = (text: string) => /^\s*[[{]/.test(text);

function toValue(option: string, model: ServiceModel, ref: ShapeRef, text: string): Value {
  const shape = shapeOf(model, ref);
  const isComplex = 'members' in shape || shape.kind === 'map' || shape.kind === 'list';
  if (!isComplex) return toScalar(option, shape, text);
  return isJson(text) ? parseJson(option, text) : readShorthand(option, model, ref, text);
}

/** Of a list option: every word is an item, unless the first is the whole list in JSON. */
function toList(
  option: string,
  model: ServiceModel,
  member: ShapeRef,
  words: readonly string[],
): Value {
  const [first] = words;
  if (words.length === 1 && first !== undefined && /^\s*\[/.test(first)) {
    return parseJson(option, first);
  }
  return words.map((word) => toValue(option, model, member, word));
}

function shapeRefOf(operation: Operation, { member = '', within }: Option): ShapeRef {
  const ref = inputOf(operation).members[member]?.shape ?? 'string';
  if (within === undefined) return ref;
  const shape = shapeOf(modelOf(operation.service), ref);
  return ('members' in shape ? shape.members[within]?.shape : undefined) ?? 'string';
}

/**
 * Turns the words of one option into the value of its member.
 * @throws AwsCliError 252 for an unreadable file, JSON, shorthand, number or base64
 */
export async function readOption(
  operation: Operation,
  option: Option,
  words: readonly string[],
  files: Files,
): Promise<Value> {
  if (option.value !== undefined) return option.value;
  const model = modelOf(operation.service);
  const ref = shapeRefOf(operation, option);
  const shape = shapeOf(model, ref);
  const [first = ''] = words;
  const only = words.length === 1 ? await loadParameter(option.name, first, files) : undefined;
  if (only instanceof Uint8Array && shape.kind === 'blob') return only;
  const text = only instanceof Uint8Array ? strictText(only) : only;
  return shape.kind === 'list'
    ? toList(option.name, model, shape.member, text === undefined ? words : [text])
    : toValue(option.name, model, ref, text ?? '');
}
