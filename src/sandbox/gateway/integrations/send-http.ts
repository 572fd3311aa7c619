import type { Answer, BackendRequest, Services } from '../context.ts';
import { withQuery } from '../integration-uri.ts';

export const MAX_ANSWER_BYTES = 10 * 1024 * 1024;
const BODYLESS = new Set(['GET', 'HEAD']);

/** How the call of an HTTP backend ended. */
export type HttpOutcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The sandbox may not reach out. */
  | { readonly kind: 'no-fetch' }
  | { readonly kind: 'bad-uri' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unreachable'; readonly detail: string };

/** Calls an HTTP backend, once: API Gateway does not retry. Never rejects. */
export async function sendHttp(
  reach: Services['fetch'],
  request: BackendRequest,
  timeoutMs: number,
): Promise<HttpOutcome> {
  if (!reach) return { kind: 'no-fetch' };
  const signal = AbortSignal.timeout(timeoutMs);
  const prepared = prepare(request, signal);
  if (!prepared) return { kind: 'bad-uri' };
  try {
    const reached = reach(prepared);
    if (!reached) return { kind: 'no-fetch' };
    const answer = await Promise.race([reached.then(readAnswer), aborted(signal)]);
    return answer ? { kind: 'answer', answer } : { kind: 'too-large' };
  } catch (fault) {
    if (fault instanceof Error && fault.name === 'TimeoutError') return { kind: 'timeout' };
    return { kind: 'unreachable', detail: fault instanceof Error ? fault.message : String(fault) };
  }
}

function prepare(
  { method, uri, headers, query, body }: BackendRequest,
  signal: AbortSignal,
): Request | undefined {
  if (!/^https?:\/\//i.test(uri) || !URL.canParse(uri)) return undefined;
  return new Request(withQuery(uri, query), {
    method,
    headers,
    redirect: 'manual',
    signal,
    ...(BODYLESS.has(method) || body.length === 0
      ? {}
      : { body: typeof body === 'string' ? body : body.slice() }),
  });
}

/** Rejects when the time is over. Listening also keeps the signal from being collected before it fires. */
export function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () =>
      reject(new DOMException('The backend took too long.', 'TimeoutError')),
    );
  });
}

async function readAnswer(response: Response): Promise<Answer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) return undefined;
    chunks.push(chunk);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return { status: response.status, headers: response.headers, body };
}
