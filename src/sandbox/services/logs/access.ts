import { regionState } from '../../state.ts';
import type { OperationContext } from '../context.ts';
import { own } from '../records.ts';
import type { LogGroup, LogsState, LogStream } from './state.ts';
import { expire } from './storage.ts';
import { invalid, noGroup, noStream } from './texts.ts';

export { defined, own, values } from '../records.ts';

/** The caller's logs, without events whose retention is over. */
export function stateOf({ sandbox, caller, region, clock }: OperationContext): LogsState {
  const { logs } = regionState(sandbox, caller.accountId, region);
  expire(logs, clock.now());
  return logs;
}

export const groupArn = ({ region, caller }: OperationContext, name: string): string =>
  `arn:aws:logs:${region}:${caller.accountId}:log-group:${name}`;

/** `arn:…:log-group:name`, with or without `:*`, or the name itself. */
export const groupNameOf = (identifier: string): string =>
  /^arn:aws[\w-]*:logs:[\w-]+:\d{12}:log-group:([^:*]+)/.exec(identifier)?.[1] ?? identifier;

export function groupOf(context: OperationContext, name: string | undefined): LogGroup {
  if (name === undefined)
    throw invalid('Exactly one of logGroupName or logGroupIdentifier must be specified.');
  const found = own(stateOf(context).groups, groupNameOf(name));
  if (!found) throw noGroup();
  return found;
}

export function streamOf({ streams }: LogGroup, name: string): LogStream {
  const found = own(streams, name);
  if (!found) throw noStream();
  return found;
}

/** One page of a list; the token says where the next one starts. */
export function pageOf<T>(
  all: readonly T[],
  { nextToken, limit }: { nextToken?: string | undefined; limit?: number | undefined },
  size: number,
): { readonly items: T[]; readonly page: { readonly nextToken?: string } } {
  const start = nextToken === undefined ? 0 : Number(/^from-(\d+)$/.exec(nextToken)?.[1]);
  if (Number.isNaN(start)) throw invalid('The specified nextToken is invalid.');
  const end = start + Math.max(1, Math.min(limit ?? size, size));
  return {
    items: all.slice(start, end),
    page: end < all.length ? { nextToken: `from-${end}` } : {},
  };
}
