import type { Integration, IntegrationResponse } from '../../services/apigatewayv2/state.ts';
import { passed, refused, skipped } from '../context.ts';
import { matchesWhole } from '../mapping/vtl/java-regex.ts';
import { own } from '../own.ts';
import {
  socketFailure,
  type BackendAnswer,
  type RoutedExchange,
  type SocketVerdict,
} from './context.ts';
import { renderFor } from './templates.ts';
import { select } from './variables.ts';

/** What the client is sent for its message, and the step that decided it. */
export interface Reply {
  readonly verdict: SocketVerdict;
  readonly text: string | undefined;
}

const nothing = (reason: string): Reply => ({ verdict: skipped(reason), text: undefined });

/**
 * A route is two-way when it has a route response and selects it.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html
 */
export function replyOf(exchange: RoutedExchange): Reply {
  const { route, answer, snapshot } = exchange;
  if (route.RouteResponseSelectionExpression !== '$default')
    return nothing('The route is one-way: it selects no route response.');
  if (Object.keys(route.responses).length === 0)
    return nothing('The route is one-way: it has no route response.');
  const integration = own(snapshot.integrations, route.Target?.replace('integrations/', '') ?? '');
  if (!answer || !integration) return nothing('The backend gave no answer.');
  if (integration.IntegrationType.endsWith('_PROXY')) {
    return answer.body === ''
      ? nothing('The backend answered with an empty body.')
      : { verdict: passed("The backend's body goes to the client."), text: answer.body };
  }
  return mapped(exchange, integration, answer);
}

/** A key is `$default` or a pattern between slashes: `/2\d\d/`. */
function responseFor(
  exchange: RoutedExchange,
  integration: Integration,
  answer: BackendAnswer,
): IntegrationResponse | undefined {
  const { IntegrationResponseSelectionExpression: expression = '' } = integration;
  const value = select(exchange, expression, answer) ?? '';
  const all = Object.values(integration.responses);
  const isMatch = ({ IntegrationResponseKey: key }: IntegrationResponse) => {
    const pattern = /^\/(.*)\/$/s.exec(key)?.[1];
    return pattern === undefined ? key === value : matchesWhole(pattern, value);
  };
  return all.find(isMatch) ?? all.find(({ IntegrationResponseKey: key }) => key === '$default');
}

function mapped(exchange: RoutedExchange, integration: Integration, answer: BackendAnswer): Reply {
  const response = responseFor(exchange, integration, answer);
  if (!response) return nothing('No integration response matches what the backend answered.');
  const { ResponseTemplates: templates = {}, TemplateSelectionExpression: expression } = response;
  const key = expression === undefined ? undefined : select(exchange, expression, answer);
  const template =
    (key === undefined ? undefined : own(templates, key)) ?? own(templates, '$default');
  const values = { integrationResponse: response.IntegrationResponseKey };
  if (template === undefined) {
    return answer.body === ''
      ? nothing('The backend answered with an empty body.')
      : { verdict: passed("The backend's body goes to the client.", values), text: answer.body };
  }
  const rendered = renderFor(exchange, template, answer.body);
  return rendered.ok
    ? { verdict: passed('The response template made the answer.', values), text: rendered.text }
    : {
        verdict: refused(socketFailure(500), `The response template failed: ${rendered.problem}`),
        text: undefined,
      };
}
