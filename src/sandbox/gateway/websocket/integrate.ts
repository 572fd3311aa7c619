import type { Integration } from '../../services/apigatewayv2/state.ts';
import { passed, refused, type BackendRequest } from '../context.ts';
import { callInTime, functionArnOf } from '../functions.ts';
import { sendHttp } from '../integrations/send-http.ts';
import { fillUri } from '../integration-uri.ts';
import { own } from '../own.ts';
import {
  routeArnOf,
  socketFailure,
  type BackendAnswer,
  type RoutedExchange,
  type SocketVerdict,
} from './context.ts';
import { socketEvent } from './events.ts';
import { renderFor } from './templates.ts';
import { answerText, mappedValue, select } from './variables.ts';

const INTERNAL = socketFailure(500);
/** A backend that failed; the handshake of `$connect` answers with 502 (documented for REST, seen in reports). */
const BROKEN = socketFailure(502);

const uriOf = ({ stage }: RoutedExchange, { IntegrationUri = '' }: Integration) =>
  fillUri(IntegrationUri, new Map(), stage.StageVariables);

/**
 * Sends the event to the route's backend.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html
 */
export async function integrate(exchange: RoutedExchange): Promise<SocketVerdict> {
  const { route, snapshot, services } = exchange;
  const integration = own(snapshot.integrations, route.Target?.replace('integrations/', '') ?? '');
  if (!integration) {
    // Without a backend a connection is simply let in or out.
    return exchange.eventType === 'MESSAGE'
      ? refused(INTERNAL, `Route ${route.RouteKey} has no integration attached.`)
      : passed(`Route ${route.RouteKey} has no integration attached.`);
  }
  const startedAt = services.clock.now();
  const verdict = await call(exchange, integration);
  exchange.integrationLatencyMs = services.clock.now() - startedAt;
  if (verdict.decision === 'fail') exchange.integrationError = verdict.reason;
  return verdict;
}

function call(
  exchange: RoutedExchange,
  integration: Integration,
): SocketVerdict | Promise<SocketVerdict> {
  if (integration.ConnectionType === 'VPC_LINK')
    return lacks('private integrations of WebSocket APIs');
  switch (integration.IntegrationType) {
    case 'AWS_PROXY':
      return callFunction(exchange, integration, JSON.stringify(socketEvent(exchange)));
    case 'MOCK':
      return answerMock(exchange, integration);
    case 'HTTP_PROXY':
      return callHttp(exchange, integration, exchange.body);
    default:
      return callMapped(exchange, integration);
  }
}

function lacks(what: string): SocketVerdict {
  return refused(INTERNAL, `The local sandbox has no ${what} yet. On AWS it works.`);
}

/** What the request template makes of the message; without a template the message as it is. */
function requestBody(exchange: RoutedExchange, integration: Integration): string | SocketVerdict {
  const { RequestTemplates: templates = {}, TemplateSelectionExpression: expression } = integration;
  const key = expression === undefined ? undefined : select(exchange, expression);
  const template =
    (key === undefined ? undefined : own(templates, key)) ?? own(templates, '$default');
  if (template === undefined) {
    const isRefused = integration.PassthroughBehavior === 'NEVER';
    return isRefused
      ? refused(socketFailure(400), `No request template is selected, and passthrough is NEVER.`)
      : exchange.body;
  }
  const rendered = renderFor(exchange, template, exchange.body);
  return rendered.ok
    ? rendered.text
    : refused(INTERNAL, `The request template failed: ${rendered.problem}`);
}

function callMapped(
  exchange: RoutedExchange,
  integration: Integration,
): SocketVerdict | Promise<SocketVerdict> {
  const body = requestBody(exchange, integration);
  if (typeof body !== 'string') return body;
  return integration.IntegrationType === 'HTTP'
    ? callHttp(exchange, integration, body)
    : callFunction(exchange, integration, body === '' ? '{}' : body);
}

function answerMock(exchange: RoutedExchange, integration: Integration): SocketVerdict {
  const body = requestBody(exchange, integration);
  if (typeof body !== 'string') return body;
  const status = Number(/"?statusCode"?\s*:\s*"?(\d{3})"?/.exec(body)?.[1] ?? Number.NaN);
  if (Number.isNaN(status))
    return refused(
      INTERNAL,
      'The MOCK integration found no statusCode in what the request template made. Give it a template such as {"statusCode": 200}.',
    );
  exchange.answer = { status, headers: new Headers(), body: '' };
  return passed(`The MOCK integration answers with ${status}.`, { integrationStatus: status });
}

async function callFunction(
  exchange: RoutedExchange,
  integration: Integration,
  event: string,
): Promise<SocketVerdict> {
  const { services, found } = exchange;
  const uri = uriOf(exchange, integration);
  const functionArn = functionArnOf(uri);
  if (functionArn === undefined)
    return integration.IntegrationType === 'AWS_PROXY'
      ? refused(INTERNAL, `"${uri}" names no Lambda function.`, { uri })
      : lacks(`integration with "${uri}"`);
  if (!services.invokeFunction) return lacks('Lambda functions');
  const timeoutMs = integration.TimeoutInMillis;
  const outcome = await callInTime(
    services.invokeFunction,
    {
      functionArn,
      event,
      sourceArn: routeArnOf(exchange),
      account: found.account,
      role: integration.CredentialsArn,
    },
    timeoutMs,
  );
  if (outcome === 'timeout')
    return refused(socketFailure(504), `${functionArn} did not answer within ${timeoutMs} ms.`, {
      timeoutMs,
    });
  if (outcome.kind !== 'answer')
    return refused(INTERNAL, `${functionArn} could not be called: ${outcome.detail}`, {
      problem: outcome.kind,
    });
  const { payload, isError } = outcome;
  if (integration.IntegrationType !== 'AWS_PROXY') {
    exchange.answer = { status: 200, headers: new Headers(), body: payload };
    return passed(`${functionArn} answered.`, { integrationStatus: 200 });
  }
  if (isError) return refused(BROKEN, `${functionArn} ended with an error: ${payload}`);
  const answer = proxyAnswer(payload);
  if (!answer)
    return refused(
      BROKEN,
      `${functionArn} returned no object with a statusCode, which a proxy integration needs: ${payload.slice(0, 200)}`,
    );
  exchange.answer = answer;
  return passed(`${functionArn} answered with ${answer.status}.`, {
    integrationStatus: answer.status,
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function proxyAnswer(payload: string): BackendAnswer | undefined {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const { statusCode, body = '', headers } = value;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
  const sent = new Headers();
  for (const [name, one] of Object.entries(isRecord(headers) ? headers : {})) {
    if (/^[\w-]+$/.test(name) && typeof one === 'string' && !/[\r\n\0]/.test(one))
      sent.set(name, one);
  }
  return { status, headers: sent, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

async function callHttp(
  exchange: RoutedExchange,
  integration: Integration,
  body: string,
): Promise<SocketVerdict> {
  const request = httpRequest(exchange, integration, body);
  const { method, uri } = request;
  const timeoutMs = integration.TimeoutInMillis;
  const outcome = await sendHttp(exchange.services.fetch, request, timeoutMs);
  switch (outcome.kind) {
    case 'answer': {
      const { status, headers, body: sent } = outcome.answer;
      exchange.answer = { status, headers, body: answerText(sent) };
      return passed(`${method} ${uri} answered with ${status}.`, { integrationStatus: status });
    }
    case 'no-fetch':
      return lacks('way out to HTTP backends');
    case 'bad-uri':
      return refused(INTERNAL, `"${uri}" is no HTTP address.`, { uri });
    case 'too-large':
      return refused(INTERNAL, 'The backend answered with more than 10 MB.');
    case 'timeout':
      return refused(socketFailure(504), `${method} ${uri} did not answer within ${timeoutMs} ms.`);
    case 'unreachable':
      return refused(BROKEN, `${method} ${uri} could not be reached: ${outcome.detail}.`);
  }
}

function httpRequest(
  exchange: RoutedExchange,
  integration: Integration,
  body: string,
): BackendRequest {
  const headers = new Headers({ 'content-type': 'application/json' });
  const query = new Map<string, string[]>();
  for (const [target, expression] of Object.entries(integration.RequestParameters ?? {})) {
    const [, place, name = ''] =
      /^integration\.request\.(header|querystring)\.([\w-]+)$/.exec(target) ?? [];
    const value = mappedValue(exchange, expression);
    if (value === undefined) continue;
    if (place === 'header' && !/[\r\n\0]/.test(value)) headers.set(name, value);
    if (place === 'querystring') query.set(name, [value]);
  }
  return {
    method: integration.IntegrationMethod ?? 'POST',
    uri: uriOf(exchange, integration),
    headers,
    query,
    body,
  };
}
