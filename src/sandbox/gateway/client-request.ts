import type { ClientRequest } from './context.ts';
import { decode } from './target.ts';
import { originOf } from './origin.ts';
import { MAX_PAYLOAD_BYTES } from './handlers/check-size.ts';

const EMPTY_BODY = new Uint8Array();
const NO_QUERY: ClientRequest['query'] = new Map();

/**
 * Reads what the client sent.
 * @param target raw path below the stage, with its query string
 */
export async function readRequest(request: Request, target: string): Promise<ClientRequest> {
  const at = target.indexOf('?');
  const path = at < 0 ? target : target.slice(0, at);
  const { origin, headers } = originOf(request.headers);
  return {
    method: request.method,
    path: path === '' ? '/' : path,
    query: at < 0 ? NO_QUERY : parseQuery(target.slice(at + 1)),
    headers,
    body: request.body ? await readBody(request.body) : EMPTY_BODY,
    ...origin,
    original: request,
  };
}

/** Form decoding: `+` is a space; what is malformed stays as it is. */
function parseQuery(text: string): ClientRequest['query'] {
  const query = new Map<string, string[]>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decode((at < 0 ? pair : pair.slice(0, at)).replaceAll('+', ' '));
    const value = at < 0 ? '' : decode(pair.slice(at + 1).replaceAll('+', ' '));
    const known = query.get(name);
    if (known) known.push(value);
    else query.set(name, [value]);
  }
  return query;
}

/** Stops reading one byte past the quota: the size step then refuses the request. */
async function readBody(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_PAYLOAD_BYTES) break;
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}
