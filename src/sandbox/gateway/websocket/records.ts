import type { AccessLogLine, Trace, WebSocketMetricSample } from '../records.ts';
import { settingsOf } from '../http/handlers/throttle.ts';
import { substitute } from '../substitute.ts';
import type { TraceStep } from '../context.ts';
import type { SocketExchange, SocketFailure } from './context.ts';
import { socketContext } from './variables.ts';

/** How an event of a connection ended. */
export interface SocketEnd {
  readonly failure: SocketFailure | undefined;
  readonly steps: readonly TraceStep[];
  /** Clock time in milliseconds since 1970. */
  readonly endedAt: number;
}

const statusOf = ({ answer }: SocketExchange, failure: SocketFailure | undefined): number =>
  failure?.status ?? answer?.status ?? 200;

export function socketTrace(
  exchange: SocketExchange,
  { failure, steps, endedAt }: SocketEnd,
): Trace {
  const { connection, found, receivedAt } = exchange;
  return {
    requestId: exchange.requestId,
    apiId: connection.apiId,
    apiName: found.record.api.Name,
    stage: connection.stageName,
    method: exchange.eventType,
    path: `/@connections/${connection.id}`,
    route: exchange.route?.RouteKey ?? null,
    status: statusOf(exchange, failure),
    receivedAt,
    latencyMs: endedAt - receivedAt,
    steps,
  };
}

/**
 * A stage's access log line; a variable without a value is `-`.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html
 */
export function socketAccessLog(
  exchange: SocketExchange,
  { failure, endedAt }: SocketEnd,
): AccessLogLine | undefined {
  const { DestinationArn, Format } = exchange.stage.AccessLogSettings ?? {};
  if (!DestinationArn || !Format) return undefined;
  const { connection } = exchange;
  const error = failure && {
    message: failure.message,
    messageString: JSON.stringify(failure.message),
  };
  const status = statusOf(exchange, failure);
  const context = { ...socketContext(exchange), status, error };
  return {
    apiId: connection.apiId,
    stage: connection.stageName,
    destinationArn: DestinationArn,
    line: substitute(Format, { context }, '-'),
    atMs: endedAt,
  };
}

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html */
export function socketMetric(
  exchange: SocketExchange,
  { failure, endedAt }: SocketEnd,
): WebSocketMetricSample {
  const { connection, stage, route, eventType } = exchange;
  const status = statusOf(exchange, failure);
  const isDetailed =
    route !== undefined && settingsOf(stage, route.RouteKey).DetailedMetricsEnabled === true;
  const isIntegration = exchange.integrationError !== undefined;
  return {
    apiId: connection.apiId,
    stage: connection.stageName,
    route: isDetailed ? route.RouteKey : null,
    values: {
      ConnectCount: eventType === 'CONNECT' ? 1 : 0,
      MessageCount: eventType === 'MESSAGE' ? 1 : 0,
      IntegrationError: isIntegration ? 1 : 0,
      ClientError: status >= 400 && status < 500 ? 1 : 0,
      ExecutionError: failure && !isIntegration && status >= 500 ? 1 : 0,
      IntegrationLatency: exchange.integrationLatencyMs ?? null,
    },
    atMs: endedAt,
  };
}
