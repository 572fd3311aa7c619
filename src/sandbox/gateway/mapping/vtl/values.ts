import { TemplateError } from './budget.ts';

/** What a template computes with: JSON, as Java would hold it, and objects with methods of our own. */
export type Value = undefined | null | boolean | number | string | Value[] | ValueMap | HostObject;

/** A Java map. Only own properties count, so that no template reaches a JavaScript prototype. */
export interface ValueMap {
  [key: string]: Value;
}

const HOST = Symbol('host object');

/** An object such as `$input`: it decides which methods and properties a template sees. */
export interface HostObject {
  readonly [HOST]: true;
  /** @returns undefined for a method it does not have */
  call(method: string, args: readonly Value[]): Value;
  /** @returns undefined for a property it does not have */
  get(property: string): Value;
}

/** Makes the object templates know by a `$name`; a missing part has no methods or properties. */
export function hostObject(parts: {
  readonly call?: (method: string, args: readonly Value[]) => Value;
  readonly get?: (property: string) => Value;
}): HostObject {
  return {
    [HOST]: true,
    call: parts.call ?? (() => undefined),
    get: parts.get ?? (() => undefined),
  };
}

export const isHost = (value: Value): value is HostObject =>
  typeof value === 'object' && value !== null && HOST in value;

export const isMap = (value: Value): value is ValueMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(HOST in value);

/** An empty map without a prototype. */
export const emptyMap = (): ValueMap => Object.create(null) as ValueMap;

export const readKey = (map: ValueMap, key: string): Value =>
  Object.hasOwn(map, key) ? map[key] : undefined;

/** Sets an own property, whatever its name: `__proto__` is a key like any other. */
export function writeKey(map: ValueMap, key: string, value: Value): void {
  if (key === '__proto__') {
    Object.defineProperty(map, key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  } else {
    map[key] = value;
  }
}

/**
 * Velocity 1.7: only null and false are false; an empty text, list and 0 are true.
 * Source: velocity.apache.org/engine/1.7/user-guide.html#conditionals
 */
export const isTrue = (value: Value): boolean =>
  value !== undefined && value !== null && value !== false;

/** More members than a 10 MB body can hold; a value that holds itself twice doubles with each level. */
const MAX_MEMBERS = 2_000_000;
const MAX_DEPTH = 200;

/** Java's `toString()`: maps as `{a=1, b=2}`, lists as `[1, 2]`. */
export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  return nestedText(value, 0, { members: 0 });
}

function nestedText(value: Value, depth: number, seen: { members: number }): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') return String(value);
  seen.members += 1;
  if (depth > MAX_DEPTH || seen.members > MAX_MEMBERS) {
    throw new TemplateError(
      'The template printed a value that holds itself, or is nested too deeply.',
    );
  }
  const inner = (member: Value) => nestedText(member, depth + 1, seen);
  if (Array.isArray(value)) return `[${value.map(inner).join(', ')}]`;
  if (isHost(value)) return inner(value.call('toString', []));
  return `{${Object.keys(value)
    .map((key) => `${key}=${inner(value[key])}`)
    .join(', ')}}`;
}

/**
 * Velocity's `==`: numbers by value, like with like by `equals`, else by their texts.
 * Source: velocity.apache.org/engine/1.7/user-guide.html#relational-and-logical-operators
 */
export function isEqual(left: Value, right: Value): boolean {
  if (left === right) return true;
  const leftIsNull = left === null || left === undefined;
  const rightIsNull = right === null || right === undefined;
  if (leftIsNull || rightIsNull) return leftIsNull && rightIsNull;
  return toText(left) === toText(right);
}
