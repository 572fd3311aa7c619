import { requestTime } from '../variables.ts';
import { routeArnOf, type RoutedExchange } from './context.ts';

const orNothing = (record: Readonly<Record<string, string>>) =>
  Object.keys(record).length === 0 ? undefined : record;

const everyHeader = (headers: Headers): Record<string, string> =>
  Object.fromEntries([...headers].map(([name, value]) => [headerCase(name), value]));

/** HTTP/1.1 clients write `Sec-WebSocket-Key`; the names come to us in lower case. */
const headerCase = (name: string) =>
  name
    .split('-')
    .map((part) =>
      part === 'websocket' ? 'WebSocket' : part.charAt(0).toUpperCase() + part.slice(1),
    )
    .join('-');

function contextOf(exchange: RoutedExchange): object {
  const { connection, eventType, requestId, receivedAt, ending } = exchange;
  const { request, authorizer } = connection;
  const userAgent = request.headers.get('user-agent');
  return {
    routeKey: exchange.route.RouteKey,
    ...(authorizer && { authorizer: { ...authorizer } }),
    ...(exchange.messageId !== undefined && { messageId: exchange.messageId }),
    ...(ending && { disconnectStatusCode: ending.code, disconnectReason: ending.reason }),
    eventType,
    extendedRequestId: requestId,
    requestTime: requestTime(receivedAt),
    messageDirection: 'IN',
    stage: connection.stageName,
    connectedAt: connection.connectedAt,
    requestTimeEpoch: receivedAt,
    identity: { ...(userAgent !== null && { userAgent }), sourceIp: request.sourceIp },
    requestId,
    domainName: connection.domainName,
    connectionId: connection.id,
    apiId: connection.apiId,
  };
}

/** Headers and query of the handshake; later events have few or none (recorded in reports). */
function handshakeOf({ connection: { request, domainName }, eventType }: RoutedExchange): object {
  if (eventType === 'MESSAGE') return {};
  const headers =
    eventType === 'CONNECT'
      ? { ...everyHeader(request.headers), Host: domainName, 'X-Forwarded-For': request.sourceIp }
      : { Host: domainName, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' };
  const multiValueHeaders = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value]]),
  );
  if (eventType === 'DISCONNECT' || request.query.size === 0) return { headers, multiValueHeaders };
  return {
    headers,
    multiValueHeaders,
    queryStringParameters: Object.fromEntries(
      [...request.query].map(([name, all]) => [name, all.at(-1) ?? '']),
    ),
    multiValueQueryStringParameters: Object.fromEntries(request.query),
  };
}

/**
 * What a Lambda proxy integration of a WebSocket API gets.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-integrations.html
 */
export const socketEvent = (exchange: RoutedExchange): object => ({
  ...handshakeOf(exchange),
  requestContext: contextOf(exchange),
  stageVariables: orNothing(exchange.stage.StageVariables),
  ...(exchange.eventType === 'MESSAGE' && { body: exchange.body }),
  isBase64Encoded: false,
});

/**
 * What a REQUEST authorizer of `$connect` gets.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 */
export const authorizerEventOf = (exchange: RoutedExchange): object => ({
  type: 'REQUEST',
  methodArn: routeArnOf(exchange),
  queryStringParameters: {},
  multiValueQueryStringParameters: {},
  ...handshakeOf(exchange),
  stageVariables: { ...exchange.stage.StageVariables },
  requestContext: contextOf(exchange),
});
