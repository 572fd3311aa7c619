import type { Integration } from '../../services/apigateway/state.ts';
import { passed, refused, type BackendRequest, type Routed, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';
import { fillUri } from '../integration-uri.ts';
import type { CallPrivate } from '../private-calls.ts';

/**
 * A private integration: through the VPC link to a network load balancer, or to what
 * `integrationTarget` names. Host and path are those of the URI.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
 */
export function callLink(
  exchange: Routed,
  { connectionId = '', integrationTarget, timeoutInMillis }: Integration,
  request: BackendRequest,
  call: CallPrivate,
): Verdict {
  const { accountId, region, stageVariables } = exchange;
  const fill = (text: string) => fillUri(text, new Map(), stageVariables);
  const linkId = fill(connectionId);
  const outcome = call({
    account: accountId,
    region,
    linkId,
    target: integrationTarget === undefined ? undefined : fill(integrationTarget),
    request,
  });
  const values = { vpcLink: linkId };
  switch (outcome.kind) {
    case 'answer':
      exchange.backendAnswer = outcome.answer;
      return passed(outcome.reason, {
        integrationStatus: outcome.answer.status,
        ...values,
        ...outcome.values,
      });
    case 'misconfigured':
      return refused(failure('API_CONFIGURATION_ERROR'), outcome.detail, values);
    case 'unreachable':
      return refused(failure('INTEGRATION_FAILURE'), outcome.detail, values);
    case 'timeout':
      return refused(failure('INTEGRATION_TIMEOUT'), outcome.detail, {
        ...values,
        timeoutMs: timeoutInMillis,
      });
  }
}
