import type { Integration } from '../../services/apigateway/state.ts';
import { AppError } from '#core';
import { refused, type BackendRequest, type Routed, type Step, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';
import { functionArnOf } from '../functions.ts';
import { callHttp } from '../integrations/http.ts';
import { callLambda } from '../integrations/lambda.ts';
import { answerMock } from '../integrations/mock.ts';
import { callLink } from '../integrations/private.ts';
import { callAwsService } from '../integrations/service.ts';
import { integrationOf } from '../integration.ts';

/**
 * Asks the backend.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-integration-types.html
 */
export const integrate: Step = {
  name: 'integrate',
  isBackend: true,
  run(exchange) {
    const integration = integrationOf(exchange);
    const request = exchange.backendRequest;
    if (!integration || !request)
      throw new AppError('step-order', 'integrate ran before map-request.');
    switch (integration.type) {
      case 'MOCK':
        return answerMock(exchange, request);
      case 'HTTP':
      case 'HTTP_PROXY': {
        // AWS's log: "Illegal character in path". Source: repost.aws/knowledge-center/api-gateway-proxy-path-character-error
        const unmapped = /\{[^}]*\}/.exec(request.uri)?.[0];
        if (unmapped !== undefined) {
          const reason = `Nothing is mapped to ${unmapped} of the integration's URI, and a path may hold no brace.`;
          return refused(failure('API_CONFIGURATION_ERROR'), reason, { uri: request.uri });
        }
        return timed(exchange, () =>
          integration.connectionType === 'VPC_LINK'
            ? throughLink(exchange, integration, request)
            : callHttp(exchange, integration, request),
        );
      }
      default:
        return timed(exchange, () => callService(exchange, integration, request));
    }
  },
};

function throughLink(exchange: Routed, integration: Integration, request: BackendRequest): Verdict {
  const { callPrivate } = exchange.services;
  return callPrivate ? callLink(exchange, integration, request, callPrivate) : lacks('VPC links');
}

function callService(
  exchange: Routed,
  integration: Integration,
  request: BackendRequest,
): Verdict | Promise<Verdict> {
  const { invokeFunction, callService: call } = exchange.services;
  const functionArn = functionArnOf(request.uri);
  if (functionArn !== undefined && invokeFunction)
    return callLambda(exchange, integration, request, functionArn, invokeFunction);
  return call && functionArn === undefined
    ? callAwsService(exchange, integration, request, call)
    : lacks(serviceOf(integration, request));
}

async function timed(exchange: Routed, call: () => Verdict | Promise<Verdict>): Promise<Verdict> {
  const { clock } = exchange.services;
  const startedAt = clock.now();
  const verdict = await call();
  exchange.integrationLatencyMs = clock.now() - startedAt;
  return verdict;
}

/** `arn:aws:apigateway:{region}:{service}:…` names the AWS service behind the integration. */
function serviceOf({ type }: Integration, { uri }: BackendRequest): string {
  const service = /^arn:aws[\w-]*:apigateway:[\w-]*:(?:[\w-]+\.)?([\w-]+):/.exec(uri)?.[1];
  return service === undefined ? `${type} integrations with "${uri}"` : `service "${service}"`;
}

function lacks(what: string): Verdict {
  const message = `The local sandbox has no ${what} yet. Use a MOCK or HTTP integration here, or call the API on AWS.`;
  return refused(failure('API_CONFIGURATION_ERROR', { message }), message);
}
