import type { Integration } from '../../services/apigateway/state.ts';
import { passed, refused, type BackendRequest, type Routed, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';
import { MAX_ANSWER_BYTES, sendHttp } from './send-http.ts';

/**
 * Calls an HTTP backend, once: API Gateway does not retry.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html
 */
export async function callHttp(
  exchange: Routed,
  integration: Integration,
  request: BackendRequest,
): Promise<Verdict> {
  const { method, uri } = request;
  const timeoutMs = integration.timeoutInMillis;
  const outcome = await sendHttp(exchange.services.fetch, request, timeoutMs);
  switch (outcome.kind) {
    case 'answer':
      exchange.backendAnswer = outcome.answer;
      return passed(`${method} ${uri} answered with ${outcome.answer.status}.`, {
        integrationStatus: outcome.answer.status,
      });
    case 'no-fetch': {
      const message =
        'The local sandbox may not call HTTP backends here. Use a MOCK integration, or start the sandbox with outbound calls allowed.';
      return refused(failure('INTEGRATION_FAILURE', { message }), message);
    }
    case 'bad-uri':
      return refused(failure('API_CONFIGURATION_ERROR'), `"${uri}" is no HTTP address.`, { uri });
    case 'too-large':
      return refused(
        failure('INTEGRATION_FAILURE'),
        `The backend answered with more than ${MAX_ANSWER_BYTES} bytes.`,
      );
    case 'timeout':
      return refused(
        failure('INTEGRATION_TIMEOUT'),
        `${method} ${uri} did not answer within ${timeoutMs} ms.`,
        { timeoutMs },
      );
    case 'unreachable':
      return refused(
        failure('INTEGRATION_FAILURE'),
        `${method} ${uri} could not be reached: ${outcome.detail}.`,
      );
  }
}
