import { base64Decode } from '../../base64.ts';
import { isObject } from '../../wire/json.ts';
import { compareNumbers, normalNumber } from './numbers.ts';
import { invalid, invalidValues } from './texts.ts';

/** A value as the wire carries it; bytes are base64. */
export type AttributeValue =
  | { S: string }
  | { N: string }
  | { B: string }
  | { SS: string[] }
  | { NS: string[] }
  | { BS: string[] }
  | { BOOL: boolean }
  | { NULL: true }
  | { L: AttributeValue[] }
  | { M: Item };
/** Attributes by name. */
export type Item = Record<string, AttributeValue>;
export type SetType = 'SS' | 'NS' | 'BS';
export type ValueType = 'S' | 'N' | 'B' | SetType | 'BOOL' | 'NULL' | 'L' | 'M';

/** Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MAX_LEVELS = 32;

const SET_NAMES = { SS: 'string', NS: 'number', BS: 'binary' } as const;

function readSet(type: SetType, members: unknown): AttributeValue {
  const given = Array.isArray(members) ? members.map(String) : [];
  const read = type === 'NS' ? given.map(normalNumber) : given;
  if (read.length === 0) throw invalidValues(`An ${SET_NAMES[type]} set  may not be empty`);
  if (new Set(read).size < read.length)
    throw invalidValues(`Input collection [${given.join(', ')}] contains duplicates.`);
  if (type === 'SS') return { SS: read };
  return type === 'NS' ? { NS: read } : { BS: read };
}

/** @returns the value, checked and in its normal form; throws ValidationException */
export function readValue(value: unknown, level = 0): AttributeValue {
  if (level > MAX_LEVELS) throw invalid('Nesting Levels have exceeded supported limits');
  const entries = isObject(value) ? Object.entries(value) : [];
  const [first] = entries;
  if (!first)
    throw invalid(
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    );
  if (entries.length > 1)
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  const [type, one] = first;
  if (type === 'L' && Array.isArray(one))
    return { L: one.map((member) => readValue(member, level + 1)) };
  if (type === 'M' && isObject(one)) return { M: readItem(one, level + 1) };
  if (type === 'SS' || type === 'NS' || type === 'BS') return readSet(type, one);
  if (type === 'N') return { N: normalNumber(String(one)) };
  if (type === 'BOOL') return { BOOL: one === true };
  if (type === 'NULL') {
    if (one !== true) throw invalidValues('Null attribute value types must have the value of true');
    return { NULL: true };
  }
  return type === 'B' ? { B: String(one) } : { S: String(one) };
}

/** @returns the attributes, checked; none for nothing */
export function readItem(item: unknown, level = 0): Item {
  if (!isObject(item)) return {};
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, readValue(value, level)]),
  );
}

export const typeOf = (value: AttributeValue): ValueType => {
  const [type = 'NULL'] = Object.keys(value);
  // A value has one member, and its name is its type.
  return type as ValueType;
};

/** @returns the members of a set, or undefined for what is none */
export function setMembers(value: AttributeValue): readonly string[] | undefined {
  if ('SS' in value) return value.SS;
  if ('NS' in value) return value.NS;
  return 'BS' in value ? value.BS : undefined;
}

/** A surrogate half stands for a character above all others that UTF-16 writes in one unit. */
const utf8Rank = (unit: number) =>
  unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit;

/** In the order of the UTF-8 bytes, as DynamoDB sorts. */
function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const difference = utf8Rank(a.charCodeAt(at)) - utf8Rank(b.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const bytesOf = (base64: string): Uint8Array => base64Decode(base64) ?? new Uint8Array();

function compareBytes(a: string, b: string): number {
  const [x, y] = [bytesOf(a), bytesOf(b)];
  const at = x.findIndex((byte, index) => byte !== y[index]);
  if (at < 0) return x.length - y.length;
  return (x[at] ?? 0) - (y[at] ?? -1);
}

/** @returns below 0, 0 or above 0; undefined for types that have no order, or not the same one */
export function compareValues(a: AttributeValue, b: AttributeValue): number | undefined {
  if ('S' in a && 'S' in b) return compareText(a.S, b.S);
  if ('N' in a && 'N' in b) return compareNumbers(a.N, b.N);
  return 'B' in a && 'B' in b ? compareBytes(a.B, b.B) : undefined;
}

export function sameValue(a: AttributeValue, b: AttributeValue): boolean {
  if ('L' in a && 'L' in b)
    return (
      a.L.length === b.L.length &&
      a.L.every((one, index) => {
        const other = b.L[index];
        return other !== undefined && sameValue(one, other);
      })
    );
  if ('M' in a && 'M' in b) {
    const names = Object.keys(a.M);
    return (
      names.length === Object.keys(b.M).length &&
      names.every((name) => {
        const [one, other] = [a.M[name], Object.hasOwn(b.M, name) ? b.M[name] : undefined];
        return one !== undefined && other !== undefined && sameValue(one, other);
      })
    );
  }
  const [left, right] = [setMembers(a), setMembers(b)];
  if (left && right && typeOf(a) === typeOf(b))
    return left.length === right.length && left.every((member) => right.includes(member));
  return JSON.stringify(a) === JSON.stringify(b);
}

const utf8 = new TextEncoder();
const textSize = (text: string) => utf8.encode(text).length;
const numberSize = (text: string) =>
  Math.ceil(text.replaceAll(/^-?0*\.?0*|[-.]|0+$/g, '').length / 2) + 1;

/** Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
export function valueSize(value: AttributeValue): number {
  if ('S' in value) return textSize(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return bytesOf(value.B).length;
  if ('L' in value) return value.L.reduce((sum, one) => sum + valueSize(one) + 1, 3);
  if ('M' in value) return itemSize(value.M) + Object.keys(value.M).length + 3;
  if ('SS' in value) return value.SS.reduce((sum, one) => sum + textSize(one), 0);
  if ('NS' in value) return value.NS.reduce((sum, one) => sum + numberSize(one), 0);
  if ('BS' in value) return value.BS.reduce((sum, one) => sum + bytesOf(one).length, 0);
  return 1;
}

/** In bytes, names included. */
export const itemSize = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + textSize(name) + valueSize(value), 0);
