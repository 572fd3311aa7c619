import type { OperationContext } from './context.ts';
import { newId } from './ids.ts';

/** @returns the member of that key, if the record itself has it. */
export const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** @returns an id that no member of the records has. */
export const freshId = (
  context: OperationContext,
  length: number,
  ...records: readonly Readonly<Record<string, unknown>>[]
): string =>
  newId(context.random, length, (id) => records.some((record) => Object.hasOwn(record, id)));

/** A member that is there, without the keys that hold undefined. */
export type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Drops members that hold undefined. */
export function defined<T extends object>(value: T): Defined<T> {
  const result: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value)) if (one !== undefined) result[key] = one;
  return result as Defined<T>;
}

/** @returns the record without that key; an empty one for none. */
export const withoutKey = <V>(
  record: Readonly<Record<string, V>> | undefined,
  key: string,
): Record<string, V> =>
  Object.fromEntries(Object.entries(record ?? {}).filter(([one]) => one !== key));

/** @returns the structure without that member. */
export function omit<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const copy = { ...value };
  Reflect.deleteProperty(copy, key);
  return copy;
}

/** Empty text counts as no text where AWS leaves an empty member out. */
export const nonEmpty = (text: string | undefined): string | undefined =>
  text === '' ? undefined : text;

/** Order AWS lists by: newest last, as they were made. */
export const values = <T>(record: Readonly<Record<string, T>>): T[] => Object.values(record);
