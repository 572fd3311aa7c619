import type { Integration } from '../../../services/apigatewayv2/state.ts';
import { passed, refused, type BackendRequest } from '../../context.ts';
import { callInTime, functionArnOf } from '../../functions.ts';
import { sendHttp } from '../../integrations/send-http.ts';
import {
  httpFailure,
  routeArn,
  type HttpRouted,
  type HttpStep,
  type HttpVerdict,
} from '../context.ts';
import { eventV1, eventV2 } from '../events.ts';
import { readFunctionAnswer } from '../../function-answer.ts';
import { callLink } from './call-link.ts';
import { callService } from './call-service.ts';
import { forHttp } from './map-request.ts';

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations.html */
export const integrate: HttpStep = {
  name: 'integrate',
  async run(exchange) {
    const { integration, backendRequest } = exchange;
    if (!integration || !backendRequest)
      return refused(
        httpFailure(500),
        `Route ${exchange.route.RouteKey} has no integration attached.`,
      );
    const { clock } = exchange.services;
    const startedAt = clock.now();
    const verdict = await call(exchange, integration, backendRequest);
    exchange.integrationLatencyMs = clock.now() - startedAt;
    if (verdict.decision === 'fail') exchange.integrationError = verdict.reason;
    return verdict;
  },
};

function call(
  exchange: HttpRouted,
  integration: Integration,
  request: BackendRequest,
): HttpVerdict | Promise<HttpVerdict> {
  if (integration.IntegrationSubtype !== undefined) return callService(exchange, integration);
  if (integration.IntegrationType === 'AWS_PROXY')
    return callFunction(exchange, integration, request);
  return integration.ConnectionType === 'VPC_LINK'
    ? (callLink(exchange, integration, request) ?? lacks('load balancers'))
    : callHttp(exchange, integration, request);
}

function lacks(what: string): HttpVerdict {
  const message = `The local sandbox has no ${what} yet. Use a Lambda or HTTP integration here, or call the API on AWS.`;
  return refused(httpFailure(500, { message }), message);
}

async function callFunction(
  exchange: HttpRouted,
  integration: Integration,
  { uri }: BackendRequest,
): Promise<HttpVerdict> {
  const { services, found } = exchange;
  if (!services.invokeFunction) return lacks('Lambda functions');
  const functionArn = functionArnOf(uri);
  if (functionArn === undefined)
    return refused(httpFailure(500), `"${uri}" names no Lambda function.`, { uri });
  const format = integration.PayloadFormatVersion;
  const event = format === '2.0' ? eventV2(exchange) : eventV1(exchange);
  const timeoutMs = integration.TimeoutInMillis;
  const outcome = await callInTime(
    services.invokeFunction,
    {
      functionArn,
      event: JSON.stringify(event),
      sourceArn: routeArn(exchange),
      account: found.account,
      role: integration.CredentialsArn,
    },
    timeoutMs,
  );
  if (outcome === 'timeout')
    return refused(httpFailure(503), `${functionArn} did not answer within ${timeoutMs} ms.`, {
      timeoutMs,
    });
  if (outcome.kind !== 'answer')
    return refused(httpFailure(500), `${functionArn} could not be called: ${outcome.detail}`, {
      problem: outcome.kind,
    });
  if (outcome.isError)
    return refused(httpFailure(500), `${functionArn} ended with an error: ${outcome.payload}`);
  const read = readFunctionAnswer(outcome.payload, format);
  if (!read.ok) return refused(httpFailure(500), read.problem, { payloadFormat: format });
  exchange.backendAnswer = read.answer;
  return passed(
    read.isInferred
      ? `${functionArn} returned no statusCode, so the answer is inferred: 200, application/json.`
      : `${functionArn} answered with ${read.answer.status}.`,
    { integrationStatus: read.answer.status, payloadFormat: format },
  );
}

async function callHttp(
  exchange: HttpRouted,
  integration: Integration,
  request: BackendRequest,
): Promise<HttpVerdict> {
  const { method, uri } = request;
  const timeoutMs = integration.TimeoutInMillis;
  const outcome = await sendHttp(exchange.services.fetch, forHttp(request), timeoutMs);
  switch (outcome.kind) {
    case 'answer': {
      exchange.backendAnswer = outcome.answer;
      const { status } = outcome.answer;
      return passed(`${method} ${uri} answered with ${status}.`, { integrationStatus: status });
    }
    case 'no-fetch':
      return lacks('way out to HTTP backends');
    case 'bad-uri':
      return refused(httpFailure(500), `"${uri}" is no HTTP address.`, { uri });
    case 'too-large':
      return refused(httpFailure(500), 'The backend answered with more than 10 MB.');
    case 'timeout':
      return refused(httpFailure(503), `${method} ${uri} did not answer within ${timeoutMs} ms.`, {
        timeoutMs,
      });
    case 'unreachable':
      return refused(httpFailure(503), `${method} ${uri} could not be reached: ${outcome.detail}.`);
  }
}
