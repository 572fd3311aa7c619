import type { Routed } from '../context.ts';
import { readPath, sharedContext } from '../variables.ts';
import { selectPath } from './json-path.ts';
import { isMap, toText, type Value } from './vtl/index.ts';

/** Reads what a mapping names: `'text'`, `context.x`, `stageVariables.x`, or a message's part. */
export type ReadSource = (source: string) => string | undefined;

const asText = (value: Value): string | undefined =>
  value === undefined || value === null ? undefined : toText(value);

function general(exchange: Routed, source: string): string | undefined {
  if (/^'.*'$/s.test(source)) return source.slice(1, -1);
  const [root, ...path] = source.split('.');
  if (root === 'stageVariables') return exchange.stageVariables[path.join('.')];
  const context = root === 'context' ? sharedContext(exchange) : undefined;
  return context !== undefined && isMap(context) ? asText(readPath(context, path)) : undefined;
}

function fromBody(body: string, rest: string): string | undefined {
  if (rest === '') return body;
  try {
    const value = selectPath(JSON.parse(body) as Value, rest.startsWith('.') ? `$${rest}` : rest);
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : asText(value);
  } catch {
    return undefined;
  }
}

const REQUEST_SOURCE =
  /^method\.request\.(path|querystring|multivaluequerystring|header|multivalueheader|body)(.*)$/s;

/**
 * Sources of `integration.request.*` mappings.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export function requestSource(exchange: Routed, body: string): ReadSource {
  const { request, pathParameters } = exchange;
  return (source) => {
    const [, place, rest = ''] = REQUEST_SOURCE.exec(source) ?? [];
    const name = rest.slice(1);
    switch (place) {
      case 'path':
        return pathParameters[name];
      case 'querystring':
        return request.query.get(name)?.at(-1);
      case 'multivaluequerystring':
        return request.query.get(name)?.join(',');
      case 'header':
      case 'multivalueheader':
        return request.headers.get(name) ?? undefined;
      case 'body':
        return fromBody(body, rest);
      case undefined:
      default:
        return general(exchange, source);
    }
  };
}

const RESPONSE_SOURCE = /^integration\.response\.(header|multivalueheader|body)(.*)$/s;

/**
 * Sources of `method.response.*` mappings.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export function responseSource(exchange: Routed, headers: Headers, body: string): ReadSource {
  return (source) => {
    const [, place, rest = ''] = RESPONSE_SOURCE.exec(source) ?? [];
    if (place === 'body') return fromBody(body, rest);
    if (place !== undefined) return headers.get(rest.slice(1)) ?? undefined;
    return general(exchange, source);
  };
}
