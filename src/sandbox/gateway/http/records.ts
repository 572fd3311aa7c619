import type { FoundV2Api } from '../../state.ts';
import type { AccessLogLine, HttpMetricSample, Trace } from '../records.ts';
import { substitute } from '../substitute.ts';
import { settingsOf } from './handlers/throttle.ts';
import type { HttpPassage } from './serve.ts';
import { httpContext } from './variables.ts';

export const httpTrace = (
  apiId: string,
  { record }: FoundV2Api,
  { request, requestId, receivedAt, stageName, exchange, steps, answer }: HttpPassage,
  endedAt: number,
): Trace => ({
  requestId,
  apiId,
  apiName: record.api.Name,
  stage: stageName,
  method: request.method,
  path: request.path,
  route: exchange?.route?.RouteKey ?? null,
  status: answer.status,
  receivedAt,
  latencyMs: endedAt - receivedAt,
  steps,
});

/**
 * A stage's access log line; a variable without a value is `-`.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
 */
export function httpAccessLog(
  { exchange, answer, failure }: HttpPassage,
  endedAt: number,
): AccessLogLine | undefined {
  const { DestinationArn, Format } = exchange?.stage.AccessLogSettings ?? {};
  if (!exchange || !DestinationArn || !Format) return undefined;
  const variables = { context: httpContext(exchange, { answer, failure, endedAt }) };
  return {
    apiId: exchange.apiId,
    stage: exchange.stage.StageName,
    destinationArn: DestinationArn,
    line: substitute(Format, variables, '-'),
    atMs: endedAt,
  };
}

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html */
export function httpMetric(
  { exchange, request, answer, receivedAt }: HttpPassage,
  endedAt: number,
): HttpMetricSample | undefined {
  if (!exchange) return undefined;
  const { route, stage } = exchange;
  const isClass = (hundreds: number) => (Math.floor(answer.status / 100) === hundreds ? 1 : 0);
  const isDetailed =
    route !== undefined && settingsOf(stage, route.RouteKey).DetailedMetricsEnabled === true;
  return {
    apiId: exchange.apiId,
    stage: stage.StageName,
    route: isDetailed ? route.RouteKey : null,
    values: {
      Count: 1,
      '4xx': isClass(4),
      '5xx': isClass(5),
      Latency: endedAt - receivedAt,
      IntegrationLatency: exchange.integrationLatencyMs ?? null,
      DataProcessed: request.body.length + answer.body.length,
    },
    atMs: endedAt,
  };
}
