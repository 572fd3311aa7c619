import type { Answer, TraceStep } from './context.ts';
import type { Failure } from './failures.ts';
import type { ValueMap } from './mapping/vtl/index.ts';
import { effectiveSetting } from './method-settings.ts';
import { substitute } from './substitute.ts';
import { contextVariables, type Progress } from './variables.ts';

/** One request with every step it passed: what answers "why did I get 403?". */
export interface Trace {
  readonly requestId: string;
  readonly apiId: string;
  readonly apiName: string | null;
  readonly stage: string;
  readonly method: string;
  /** Raw path below the stage, without the query string. */
  readonly path: string;
  /** `METHOD /resource`, or null when none matched. */
  readonly route: string | null;
  readonly status: number;
  /** Clock time in milliseconds since 1970. */
  readonly receivedAt: number;
  readonly latencyMs: number;
  readonly steps: readonly TraceStep[];
}

/** One line of a stage's access log. */
export interface AccessLogLine {
  readonly apiId: string;
  readonly stage: string;
  readonly destinationArn: string;
  readonly line: string;
  readonly atMs: number;
}

/**
 * One request as AWS/ApiGateway metrics count it.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
export interface MetricSample {
  readonly apiName: string;
  readonly stage: string;
  readonly resource: string | null;
  readonly method: string;
  /** Whether detailed metrics are on for the method. */
  readonly isDetailed: boolean;
  readonly values: {
    readonly Count: 1;
    readonly '4XXError': 0 | 1;
    readonly '5XXError': 0 | 1;
    readonly CacheHitCount: 0 | 1;
    readonly CacheMissCount: 0 | 1;
    readonly Latency: number;
    readonly IntegrationLatency: number | null;
  };
  readonly atMs: number;
}

/**
 * One request as AWS/ApiGateway metrics count it for an HTTP API.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
export interface HttpMetricSample {
  readonly apiId: string;
  readonly stage: string;
  /** Only where detailed metrics are on. */
  readonly route: string | null;
  readonly values: {
    readonly Count: 1;
    readonly '4xx': 0 | 1;
    readonly '5xx': 0 | 1;
    readonly Latency: number;
    readonly IntegrationLatency: number | null;
    readonly DataProcessed: number;
  };
  readonly atMs: number;
}

/**
 * One event of a WebSocket API as AWS/ApiGateway metrics count it.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html
 */
export interface WebSocketMetricSample {
  readonly apiId: string;
  readonly stage: string;
  /** Only where detailed metrics are on. */
  readonly route: string | null;
  readonly values: {
    readonly ConnectCount: 0 | 1;
    readonly MessageCount: 0 | 1;
    readonly IntegrationError: 0 | 1;
    readonly ClientError: 0 | 1;
    readonly ExecutionError: 0 | 1;
    readonly IntegrationLatency: number | null;
  };
  readonly atMs: number;
}

/** A sample of any kind of API. */
export type AnyMetricSample = MetricSample | HttpMetricSample | WebSocketMetricSample;

/** How a request ended. */
export interface Ending {
  readonly answer: Answer;
  readonly failure: Failure | undefined;
  readonly endedAt: number;
}

export function traceOf(
  exchange: Progress,
  steps: readonly TraceStep[],
  { answer, endedAt }: Ending,
): Trace {
  return {
    requestId: exchange.requestId,
    apiId: exchange.apiId,
    apiName: exchange.record?.api.name ?? null,
    stage: exchange.stageName,
    method: exchange.request.method,
    path: exchange.request.path,
    route: exchange.route?.key ?? null,
    status: answer.status,
    receivedAt: exchange.receivedAt,
    latencyMs: endedAt - exchange.receivedAt,
    steps,
  };
}

/**
 * A stage's access log line; a variable without a value is `-`.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 * @returns undefined when the stage keeps no access log
 */
export function accessLogOf(exchange: Progress, ending: Ending): AccessLogLine | undefined {
  const { destinationArn, format } = exchange.stage?.accessLogSettings ?? {};
  if (!destinationArn || !format) return undefined;
  const variables: ValueMap = { context: logVariables(exchange, ending) };
  return {
    apiId: exchange.apiId,
    stage: exchange.stageName,
    destinationArn,
    line: substitute(format, variables, '-'),
    atMs: ending.endedAt,
  };
}

function logVariables(exchange: Progress, { answer, failure, endedAt }: Ending): ValueMap {
  const integrationStatus = exchange.backendAnswer?.status;
  const latency = exchange.integrationLatencyMs;
  return {
    ...contextVariables(exchange, failure),
    status: answer.status,
    responseLength: answer.body.length,
    responseLatency: endedAt - exchange.receivedAt,
    integrationLatency: latency,
    integrationStatus,
    integration: { status: integrationStatus, latency },
  };
}

function isDetailed({ stage, route, request }: Progress): boolean {
  if (!stage || !route) return false;
  return effectiveSetting(stage, route, request.method)?.setting.metricsEnabled === true;
}

/** @returns undefined for a request that reached no stage: AWS counts none either */
export function metricOf(
  exchange: Progress,
  { answer, endedAt }: Ending,
): MetricSample | undefined {
  if (!exchange.record) return undefined;
  const isClass = (hundreds: number) => (Math.floor(answer.status / 100) === hundreds ? 1 : 0);
  return {
    apiName: exchange.record.api.name,
    stage: exchange.stageName,
    resource: exchange.route?.resource.path ?? null,
    method: exchange.request.method,
    isDetailed: isDetailed(exchange),
    values: {
      Count: 1,
      '4XXError': isClass(4),
      '5XXError': isClass(5),
      CacheHitCount: exchange.cache === 'hit' ? 1 : 0,
      CacheMissCount: exchange.cache === 'miss' ? 1 : 0,
      Latency: endedAt - exchange.receivedAt,
      IntegrationLatency: exchange.integrationLatencyMs ?? null,
    },
    atMs: endedAt,
  };
}
