import { textOf } from '../media-types.ts';
import { selectPath } from '../mapping/json-path.ts';
import { toText, type Value, type ValueMap } from '../mapping/vtl/index.ts';
import { readPath, requestTime } from '../variables.ts';
import type { BackendAnswer, SocketExchange } from './context.ts';

/**
 * `$context` of a WebSocket API.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
 */
export function socketContext(exchange: SocketExchange): ValueMap {
  const { connection, found, requestId, receivedAt } = exchange;
  const { request } = connection;
  return {
    accountId: found.account,
    apiId: connection.apiId,
    authorizer: { ...connection.authorizer, error: exchange.authorizerError },
    connectedAt: connection.connectedAt,
    connectionId: connection.id,
    disconnectReason: exchange.ending?.reason,
    disconnectStatusCode: exchange.ending?.code,
    domainName: connection.domainName,
    domainPrefix: connection.domainName.split('.')[0],
    eventType: exchange.eventType,
    extendedRequestId: requestId,
    identity: {
      sourceIp: request.sourceIp,
      userAgent: request.headers.get('user-agent') ?? undefined,
    },
    integration: {
      error: exchange.integrationError,
      latency: exchange.integrationLatencyMs,
      status: exchange.answer?.status,
    },
    integrationErrorMessage: exchange.integrationError,
    integrationLatency: exchange.integrationLatencyMs,
    integrationStatus: exchange.answer?.status,
    messageId: exchange.messageId,
    requestId,
    requestTime: requestTime(receivedAt),
    requestTimeEpoch: receivedAt,
    routeKey: exchange.route?.RouteKey,
    stage: connection.stageName,
  };
}

const VARIABLE =
  /\\?\$\{([^}]*)\}|\\?\$((?:request|context|stageVariables|integration)[\w.[\]'-]*)/g;

const asText = (value: Value): string | undefined => {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : toText(value);
};

function fromJson(body: string, path: string): string | undefined {
  try {
    return asText(selectPath(JSON.parse(body) as Value, `$${path}`));
  } catch {
    return undefined;
  }
}

/** @returns what a name such as `request.body.action` stands for, or undefined */
export function valueOf(
  exchange: SocketExchange,
  name: string,
  answer?: BackendAnswer,
): string | undefined {
  const { connection, stage, body } = exchange;
  const [, place = '', rest = ''] =
    /^(?:route\.)?(request\.header|request\.querystring|request\.body|context|stageVariables|integration\.response\.(?:statuscode|header|body)|route\.response\.body)\.?(.*)$/s.exec(
      name,
    ) ?? [];
  const path = rest === '' || rest.startsWith('[') ? rest : `.${rest}`;
  switch (place) {
    case 'request.header':
      return connection.request.headers.get(rest) ?? undefined;
    case 'request.querystring':
      return connection.request.query.get(rest)?.at(-1);
    case 'request.body':
      return rest === '' ? body : fromJson(body, path);
    case 'context':
      return asText(readPath(socketContext(exchange), rest.split('.')));
    case 'stageVariables':
      return Object.hasOwn(stage.StageVariables, rest) ? stage.StageVariables[rest] : undefined;
    case 'integration.response.statuscode':
      return answer && String(answer.status);
    case 'integration.response.header':
      return answer?.headers.get(rest) ?? undefined;
    case 'integration.response.body':
      return answer && (rest === '' ? answer.body : fromJson(answer.body, path));
    default:
      return undefined;
  }
}

/**
 * Evaluates a selection expression: variables give their values, everything else stands for itself.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html
 * @returns undefined when a variable has no value: then nothing is selected but a default
 */
export function select(
  exchange: SocketExchange,
  expression: string,
  answer?: BackendAnswer,
): string | undefined {
  let isWhole = true;
  const text = expression.replaceAll(VARIABLE, (whole, braced?: string, plain?: string) => {
    // `\$default` is the text `$default`.
    if (whole.startsWith('\\')) return whole.slice(1);
    const value = valueOf(exchange, braced ?? plain ?? '', answer);
    if (value === undefined) isWhole = false;
    return value ?? '';
  });
  return isWhole ? text.replaceAll('\\$', '$') : undefined;
}

/** A value of a parameter mapping: a variable's name, or text in single quotes. */
export function mappedValue(exchange: SocketExchange, expression: string): string | undefined {
  const [, literal] = /^'(.*)'$/s.exec(expression) ?? [];
  return literal ?? valueOf(exchange, expression);
}

/** Bytes or text of a backend as text. */
export const answerText = (body: string | Uint8Array): string => textOf(body);
