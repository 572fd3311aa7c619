import type { Integration } from '../../../services/apigatewayv2/state.ts';
import { passed, refused, type BackendRequest } from '../../context.ts';
import { fillUri } from '../../integration-uri.ts';
import { httpFailure, type HttpRouted, type HttpVerdict } from '../context.ts';
import { forHttp } from './map-request.ts';

/**
 * A private integration: through the VPC link to the listener that the integration names.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 * @returns undefined where the sandbox has no load balancers
 */
export function callLink(
  exchange: HttpRouted,
  { IntegrationUri = '', ConnectionId = '' }: Integration,
  request: BackendRequest,
): HttpVerdict | undefined {
  const { services, found, stage } = exchange;
  const outcome = services.callPrivate?.({
    account: found.account,
    region: found.region,
    linkId: ConnectionId,
    target: fillUri(IntegrationUri, new Map(), stage.StageVariables),
    request: forHttp(request),
  });
  if (!outcome) return undefined;
  switch (outcome.kind) {
    case 'answer':
      exchange.backendAnswer = outcome.answer;
      return passed(outcome.reason, {
        integrationStatus: outcome.answer.status,
        vpcLink: ConnectionId,
        ...outcome.values,
      });
    case 'misconfigured':
      return refused(httpFailure(500), outcome.detail, { vpcLink: ConnectionId });
    case 'unreachable':
    case 'timeout':
      return refused(httpFailure(503), outcome.detail, { vpcLink: ConnectionId });
  }
}
