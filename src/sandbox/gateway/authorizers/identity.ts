import type { Authorizer } from '../../services/apigateway/state.ts';
import type { Routed } from '../context.ts';
import { contextVariables, readPath } from '../variables.ts';

/** What one identity source such as `method.request.header.Auth` gives, or undefined when blank. */
export function identityValue(exchange: Routed, source: string): string | undefined {
  const [, place, name = ''] =
    /^method\.request\.(header|querystring)\.(.+)$/.exec(source.trim()) ?? [];
  if (place === 'header') return exchange.request.headers.get(name) || undefined;
  if (place === 'querystring') return exchange.request.query.get(name)?.at(-1) || undefined;
  const [root = '', ...keys] = source.trim().split('.');
  if (root === 'stageVariables') return exchange.stageVariables[keys.join('.')] || undefined;
  if (root !== 'context') return source;
  const value = readPath(contextVariables(exchange), keys);
  return typeof value === 'string' ? value || undefined : undefined;
}

/** An authorizer's identity sources, one by one. */
export const sourcesOf = (authorizer: Authorizer): string[] =>
  (authorizer.identitySource ?? '').split(',').filter((source) => source.trim() !== '');
