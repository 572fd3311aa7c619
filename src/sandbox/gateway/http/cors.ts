import type { Cors } from '../../services/apigatewayv2/state.ts';
import type { Answer, ClientRequest } from '../context.ts';

/** Whether a request is a browser's question before the real one. */
export const isPreflight = ({ method, headers }: ClientRequest): boolean =>
  method === 'OPTIONS' && headers.has('origin') && headers.has('access-control-request-method');

/** `https://*.example.com` covers names below, `https://*` every name with that scheme. */
function covers(pattern: string, origin: string): boolean {
  if (pattern === '*') return true;
  if (!pattern.includes('*')) return pattern.toLowerCase() === origin.toLowerCase();
  const [before = '', after = ''] = pattern.toLowerCase().split('*');
  const text = origin.toLowerCase();
  return (
    text.length > before.length + after.length && text.startsWith(before) && text.endsWith(after)
  );
}

/** What `access-control-allow-origin` says for the request, or undefined where its origin may not. */
export function allowedOrigin(cors: Cors, origin: string | null): string | undefined {
  if (origin === null) return undefined;
  const pattern = cors.AllowOrigins?.find((one) => covers(one, origin));
  return pattern === undefined ? undefined : pattern === '*' ? '*' : origin;
}

function common(cors: Cors, origin: string): Headers {
  const headers = new Headers({ 'access-control-allow-origin': origin });
  if (cors.AllowCredentials) headers.set('access-control-allow-credentials', 'true');
  if (origin !== '*') headers.set('vary', 'origin');
  return headers;
}

/**
 * The answer to a preflight request: 204, with the API's headers for an origin it allows, and without
 * any for another.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function preflightAnswer(cors: Cors, { headers: sent }: ClientRequest): Answer {
  const origin = allowedOrigin(cors, sent.get('origin'));
  if (origin === undefined) return { status: 204, headers: new Headers(), body: '' };
  const headers = common(cors, origin);
  const list = (name: string, values: readonly string[] | undefined) => {
    if (values?.length) headers.set(name, values.join(','));
  };
  list('access-control-allow-methods', cors.AllowMethods);
  list('access-control-allow-headers', cors.AllowHeaders);
  list('access-control-expose-headers', cors.ExposeHeaders);
  if (cors.MaxAge !== undefined) headers.set('access-control-max-age', String(cors.MaxAge));
  return { status: 204, headers, body: '' };
}

/** Puts the API's CORS headers in place of the backend's, which count no more once the API has its own. */
export function withCors(cors: Cors, request: ClientRequest, answer: Answer): Answer {
  const headers = new Headers(answer.headers);
  for (const name of [...headers.keys()])
    if (name.startsWith('access-control-')) headers.delete(name);
  const origin = allowedOrigin(cors, request.headers.get('origin'));
  if (origin === undefined) return { ...answer, headers };
  for (const [name, value] of common(cors, origin)) headers.set(name, value);
  if (cors.ExposeHeaders?.length)
    headers.set('access-control-expose-headers', cors.ExposeHeaders.join(','));
  return { ...answer, headers };
}
