import type { Authorizer } from '../../services/apigateway/state.ts';
import type { Routed } from '../context.ts';

/** What one identity source such as `method.request.header.Auth` gives, or undefined when blank. */
export function identityValue(exchange: Routed, source: string): string | undefined {
  const [, place, name = ''] =
    /^method\.request\.(header|querystring)\.(.+)$/.exec(source.trim()) ?? [];
  if (place === 'header') return exchange.request.headers.get(name) || undefined;
  if (place === 'querystring') return exchange.request.query.get(name)?.at(-1) || undefined;
  const [root = '', key = ''] = source.trim().split('.', 2);
  return root === 'stageVariables' ? exchange.stageVariables[key] : source;
}

/** An authorizer's identity sources, one by one. */
export const sourcesOf = (authorizer: Authorizer): string[] =>
  (authorizer.identitySource ?? '').split(',').filter((source) => source.trim() !== '');
