import { regionState } from '../../state.ts';
import type { OperationContext } from '../context.ts';
import { pageOf } from '../paging.ts';
import { own } from '../records.ts';
import { badRequest } from '../../wire/errors.ts';
import type { ApiGatewayV2State, ApiRecord } from './state.ts';
import { noApi } from './texts.ts';

/** @returns API Gateway v2's state of the caller's account in the request's Region. */
export const stateOf = ({ sandbox, caller, region }: OperationContext): ApiGatewayV2State =>
  regionState(sandbox, caller.accountId, region).apigatewayv2;

/** @returns the API with what lies below it. */
export function apiOf(context: OperationContext, id: string): ApiRecord {
  const found = own(stateOf(context).apis, id);
  if (!found) throw noApi(context.caller.accountId, id);
  return found;
}

/** One page of a list in v2's members: `MaxResults` is text there. */
export function listOf<T>(
  all: readonly T[],
  { NextToken, MaxResults }: { NextToken?: string | undefined; MaxResults?: string | undefined },
): { Items: T[]; NextToken?: string } {
  const limit = MaxResults === undefined ? undefined : Number(MaxResults);
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1))
    throw badRequest('Invalid value for maxResults: it must be a whole number above 0');
  const { items, position } = pageOf(all, { position: NextToken, limit });
  return position === undefined ? { Items: items } : { Items: items, NextToken: position };
}

/**
 * What an update leaves: members it does not name stay, empty text removes one, anything else replaces.
 * @returns a copy
 */
export function updated<T extends object>(
  target: T,
  given: { readonly [K in keyof T]?: T[K] | undefined },
): T {
  const copy: T = { ...target };
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (value === '') Reflect.deleteProperty(copy, key);
    else Object.assign(copy, { [key]: value });
  }
  return copy;
}

/** Maps are merged, and a key with empty text is taken out. */
export function merged(
  known: Readonly<Record<string, string>> | undefined,
  given: Readonly<Record<string, string>> | undefined,
): Record<string, string> | undefined {
  if (given === undefined) return known === undefined ? undefined : { ...known };
  const all = Object.entries({ ...known, ...given }).filter(([, value]) => value !== '');
  return Object.fromEntries(all);
}
