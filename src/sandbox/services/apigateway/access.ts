import { regionState } from '../../state.ts';
import type { OperationContext } from '../context.ts';
import { newId } from '../ids.ts';
import { badRequest } from '../../wire/errors.ts';
import type { ApiGatewayState, Method, Resource, RestApiRecord } from './state.ts';
import { noApi, noMethod, noResource } from './texts.ts';

/** @returns API Gateway's state of the caller's account in the request's Region. */
export const stateOf = ({ sandbox, caller, region }: OperationContext): ApiGatewayState =>
  regionState(sandbox, caller.accountId, region).apigateway;

/** @returns the member of that key, if the record itself has it. */
export const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** @returns the API, with `missing` thrown where there is none. */
export function apiOf(
  context: OperationContext,
  id: string,
  missing: () => Error = () => noApi(context.caller.accountId, id),
): RestApiRecord {
  const found = own(stateOf(context).restApis, id);
  if (!found) throw missing();
  return found;
}

/** Operations below an API's resources word a missing API as a missing resource (recorded). */
export function resourceOf(
  context: OperationContext,
  restApiId: string,
  resourceId: string,
): { record: RestApiRecord; resource: Resource } {
  const record = apiOf(context, restApiId, noResource);
  const resource = own(record.resources, resourceId);
  if (!resource) throw noResource();
  return { record, resource };
}

export interface MethodPath {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

export function methodOf(
  context: OperationContext,
  path: MethodPath,
): { record: RestApiRecord; resource: Resource; method: Method } {
  const { record, resource } = resourceOf(context, path.restApiId, path.resourceId);
  const method = own(resource.resourceMethods ?? {}, path.httpMethod);
  if (!method) throw noMethod();
  return { record, resource, method };
}

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

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 500;

export interface Page<T> {
  readonly items: T[];
  readonly position?: string;
}

/**
 * One page of a list. The position is opaque to callers: where the next page starts, in base64.
 * @param limit 1 to 500 items, 25 unless said; AWS takes more than 500 as 500
 */
export function pageOf<T>(
  all: readonly T[],
  { position, limit }: { position?: string | undefined; limit?: number | undefined },
): Page<T> {
  const start = position === undefined || position === '' ? 0 : startOf(position);
  const size = Math.min(
    Math.max(1, Math.floor(limit ?? DEFAULT_LIMIT) || DEFAULT_LIMIT),
    MAX_LIMIT,
  );
  const items = all.slice(start, start + size);
  const next = start + size;
  return next < all.length ? { items, position: btoa(`from:${next}`) } : { items };
}

function startOf(position: string): number {
  let text = '';
  try {
    text = atob(position);
  } catch {
    // Falls through to the refusal below.
  }
  const start = /^from:(\d+)$/.exec(text)?.[1];
  if (start === undefined) throw badRequest('Invalid position parameter specified');
  return Number(start);
}

/** Order AWS lists by: newest last, as they were made. */
export const values = <T>(record: Readonly<Record<string, T>>): T[] => Object.values(record);
