import type { Integration } from '../../services/apigateway/state.ts';
import {
  passed,
  refused,
  type Answer,
  type BackendRequest,
  type Routed,
  type Verdict,
} from '../context.ts';
import { failure } from '../failures.ts';
import { withQuery } from '../integration-uri.ts';

const MAX_ANSWER_BYTES = 10 * 1024 * 1024;
const BODYLESS = new Set(['GET', 'HEAD']);

/**
 * Calls an HTTP backend, once: API Gateway does not retry.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html
 */
export async function callHttp(
  exchange: Routed,
  integration: Integration,
  request: BackendRequest,
): Promise<Verdict> {
  const { services } = exchange;
  if (!services.fetch) {
    const message =
      'The local sandbox may not call HTTP backends here. Use a MOCK integration, or start the sandbox with outbound calls allowed.';
    return refused(failure('INTEGRATION_FAILURE', { message }), message);
  }
  const timeoutMs = integration.timeoutInMillis;
  const signal = AbortSignal.timeout(timeoutMs);
  const prepared = prepare(request, signal);
  if (!prepared) {
    return refused(failure('API_CONFIGURATION_ERROR'), `"${request.uri}" is no HTTP address.`, {
      uri: request.uri,
    });
  }
  try {
    const answer = await Promise.race([services.fetch(prepared).then(readAnswer), aborted(signal)]);
    if (!answer)
      return refused(
        failure('INTEGRATION_FAILURE'),
        `The backend answered with more than ${MAX_ANSWER_BYTES} bytes.`,
      );
    exchange.backendAnswer = answer;
    return passed(`${request.method} ${request.uri} answered with ${answer.status}.`, {
      integrationStatus: answer.status,
    });
  } catch (fault) {
    return unreachable(fault, request, timeoutMs);
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
function aborted(signal: AbortSignal): Promise<never> {
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

function unreachable(fault: unknown, { method, uri }: BackendRequest, timeoutMs: number): Verdict {
  if (fault instanceof Error && fault.name === 'TimeoutError') {
    return refused(
      failure('INTEGRATION_TIMEOUT'),
      `${method} ${uri} did not answer within ${timeoutMs} ms.`,
      { timeoutMs },
    );
  }
  const detail = fault instanceof Error ? fault.message : String(fault);
  return refused(
    failure('INTEGRATION_FAILURE'),
    `${method} ${uri} could not be reached: ${detail}.`,
  );
}
