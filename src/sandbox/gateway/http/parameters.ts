import {
  isReservedHeader,
  parseRequestKey,
  parseResponseKey,
} from '../../services/apigatewayv2/parameter-keys.ts';
import { setHeader } from '../headers.ts';
import { evaluate, type ReadVariable } from './expressions.ts';

type Mappings = Readonly<Record<string, string>>;

/** The parts of a request that a mapping may change. */
export interface MappedRequest {
  readonly headers: Headers;
  readonly query: Map<string, string[]>;
  /** Set where `overwrite:path` says so. */
  path: string | undefined;
}

function mapHeader(
  headers: Headers,
  action: string,
  name: string,
  value: string | undefined,
): void {
  if (isReservedHeader(name)) return;
  if (action === 'remove') headers.delete(name);
  else if (value !== undefined) {
    const known = action === 'append' ? headers.get(name) : null;
    setHeader(headers, name, known === null ? value : `${known},${value}`);
  }
}

/**
 * Changes a request by an integration's request parameters. Every value is read from the request as
 * the client sent it, so the order of the mappings does not matter but for one name.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export function mapRequestParameters(
  mappings: Mappings,
  target: MappedRequest,
  read: ReadVariable,
): void {
  for (const [key, expression] of Object.entries(mappings)) {
    const parsed = parseRequestKey(key);
    if (!parsed) continue;
    const { action, place, name } = parsed;
    const value = action === 'remove' ? undefined : evaluate(expression, read);
    if (place === 'header') mapHeader(target.headers, action, name, value);
    else if (place === 'path') target.path = value ?? target.path;
    else if (action === 'remove') target.query.delete(name);
    else if (value !== undefined) {
      const known = action === 'append' ? (target.query.get(name) ?? []) : [];
      target.query.set(name, [...known, value]);
    }
  }
}

/** Changes an answer by the response parameters of its status. @returns the status it now has */
export function mapResponseParameters(
  mappings: Mappings,
  status: number,
  headers: Headers,
  read: ReadVariable,
): number {
  let mapped = status;
  for (const [key, expression] of Object.entries(mappings)) {
    const parsed = parseResponseKey(key);
    if (!parsed) continue;
    const value = parsed.action === 'remove' ? undefined : evaluate(expression, read);
    if (parsed.place === 'header') mapHeader(headers, parsed.action, parsed.name, value);
    else if (value !== undefined && /^[1-5]\d\d$/.test(value)) mapped = Number(value);
  }
  return mapped;
}
