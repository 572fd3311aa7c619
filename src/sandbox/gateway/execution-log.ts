import type { Answer, Routed, TraceStep } from './context.ts';
import type { Failure } from './failures.ts';
import { textOf } from './media-types.ts';
import { effectiveSetting } from './method-settings.ts';
import type { Progress } from './variables.ts';

/** AWS cuts longer events. Source: docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html */
const MAX_EVENT_CHARACTERS = 1024;

const shown = (pairs: Iterable<readonly [string, unknown]>): string =>
  `{${[...pairs].map(([name, value]) => `${name}=${String(value)}`).join(', ')}}`;

/** @param isFull whether headers and bodies may be told: the data trace */
export function requestLines(
  { request, route, requestId, pathParameters }: Routed,
  isFull: boolean,
): string[] {
  return [
    `Starting execution for request: ${requestId}`,
    `HTTP Method: ${request.method}, Resource Path: ${route.resource.path}`,
    `Method request path: ${shown(Object.entries(pathParameters))}`,
    `Method request query string: ${shown(request.query)}`,
    ...(isFull
      ? [
          `Method request headers: ${shown(request.headers)}`,
          `Method request body before transformations: ${textOf(request.body)}`,
        ]
      : []),
  ];
}

export function endpointRequestLines({ backendRequest }: Progress, isFull: boolean): string[] {
  if (!backendRequest) return [];
  return [
    `Endpoint request URI: ${backendRequest.uri}`,
    ...(isFull
      ? [`Endpoint request body after transformations: ${textOf(backendRequest.body)}`]
      : []),
  ];
}

export const endpointResponseLines = ({ backendAnswer }: Progress): string[] =>
  backendAnswer
    ? [
        `Endpoint response headers: ${shown(backendAnswer.headers)}`,
        `Endpoint response body before transformations: ${textOf(backendAnswer.body)}`,
      ]
    : [];

export function answerLines(
  answer: Answer,
  failure: Failure | undefined,
  isFull: boolean,
): string[] {
  return [
    ...(isFull
      ? [
          `Method response body after transformations: ${textOf(answer.body)}`,
          `Method response headers: ${shown(answer.headers)}`,
        ]
      : []),
    ...(failure ? [] : ['Successfully completed execution']),
    `Method completed with status: ${answer.status}`,
  ];
}

const isRouted = (exchange: Progress): exchange is Routed => exchange.route !== undefined;

/**
 * What the stage's execution log gets of a request: everything at level INFO, failures at level ERROR,
 * headers and bodies with the data trace on.
 * @returns undefined where the method's logging is off, or there is nothing to tell
 */
export function executionLogOf(
  exchange: Progress,
  steps: readonly TraceStep[],
  { answer, failure }: { readonly answer: Answer; readonly failure: Failure | undefined },
): string[] | undefined {
  if (!isRouted(exchange)) return undefined;
  const setting = effectiveSetting(
    exchange.stage,
    exchange.route,
    exchange.request.method,
  )?.setting;
  const level = setting?.loggingLevel;
  if (!setting || (level !== 'INFO' && level !== 'ERROR')) return undefined;
  const refusal = steps.find(({ decision }) => decision === 'fail');
  const failed = refusal ? [`Execution failed: ${refusal.reason}`] : [];
  if (level === 'ERROR' && failed.length === 0) return undefined;
  const isFull = setting.dataTraceEnabled;
  const { backendAnswer, integrationLatencyMs } = exchange;
  const lines =
    level === 'ERROR'
      ? [...failed, `Method completed with status: ${answer.status}`]
      : [
          `Extended Request Id: ${exchange.extendedRequestId}`,
          ...requestLines(exchange, isFull),
          ...endpointRequestLines(exchange, isFull),
          ...(backendAnswer
            ? [
                `Received response. Status: ${backendAnswer.status}, Integration latency: ${integrationLatencyMs ?? 0} ms`,
              ]
            : []),
          ...(isFull ? endpointResponseLines(exchange) : []),
          ...failed,
          ...answerLines(answer, failure, isFull),
        ];
  return lines.map((line) => `(${exchange.requestId}) ${line}`.slice(0, MAX_EVENT_CHARACTERS));
}
