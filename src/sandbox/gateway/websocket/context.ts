import type { DeploymentSnapshot, Route, Stage } from '../../services/apigatewayv2/state.ts';
import type { FoundV2Api } from '../../state.ts';
import type { ClientRequest, Verdict } from '../context.ts';
import type { V2Services } from '../http/context.ts';
import type { ValueMap } from '../mapping/vtl/index.ts';

/** The client's end of a connection, however it is carried. */
export interface ClientSocket {
  /** Sends one text message. */
  send(text: string): void;
  /** @param code of RFC 6455, section 7.4 */
  close(code: number, reason: string): void;
}

/** Why a connection ends, as `$disconnect` is told. */
export interface Ending {
  /** Of RFC 6455, section 7.4. */
  readonly code: number;
  readonly reason: string;
}

/** One connection to a stage. */
export interface Connection {
  /** As `@connections` names it. */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly apiId: string;
  readonly stageName: string;
  /** The name the API was called by. */
  readonly domainName: string;
  /** The request that opened it. */
  readonly request: ClientRequest;
  /** Clock time in milliseconds since 1970. */
  readonly connectedAt: number;
  /** When a message last went either way. */
  lastActiveAt: number;
  /** What the authorizer of `$connect` handed over; every later event carries it. */
  authorizer: ValueMap | undefined;
}

export type EventType = 'CONNECT' | 'MESSAGE' | 'DISCONNECT';

/** One event of a connection on its way through the gateway. */
export interface SocketExchange {
  readonly services: V2Services;
  readonly found: FoundV2Api;
  readonly stage: Stage;
  readonly deploymentId: string;
  readonly snapshot: DeploymentSnapshot;
  readonly connection: Connection;
  readonly eventType: EventType;
  readonly requestId: string;
  readonly receivedAt: number;
  /** The message as the client sent it; empty for `$connect` and `$disconnect`. */
  readonly body: string;
  readonly messageId: string | undefined;
  readonly ending: Ending | undefined;
  route: Route | undefined;
  authorizerError: string | undefined;
  /** What the backend said. */
  answer: BackendAnswer | undefined;
  integrationLatencyMs: number | undefined;
  integrationError: string | undefined;
}

export type RoutedExchange = SocketExchange & { route: Route };

export interface BackendAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** What the client is told when a step refuses. */
export interface SocketFailure {
  /** Of the handshake; for a message only the trace shows it. */
  readonly status: number;
  readonly message: string;
  /** The connection ends with this code instead of an error message. */
  readonly closeCode?: number;
}

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html */
const MESSAGES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  429: 'Too Many Requests',
  500: 'Internal server error',
  502: 'Internal server error',
  504: 'Endpoint request timed out',
} as const;

export const socketFailure = (
  status: keyof typeof MESSAGES,
  details: Partial<SocketFailure> = {},
): SocketFailure => ({ status, message: MESSAGES[status], ...details });

export type SocketVerdict = Verdict<SocketFailure>;

/** `arn:aws:execute-api:…` of the route: what policies and permissions name. */
export const routeArnOf = ({ found, connection, route }: RoutedExchange): string =>
  `arn:aws:execute-api:${found.region}:${found.account}:${connection.apiId}/${connection.stageName}/${route.RouteKey}`;

/** How errors of the gateway reach a client: with AWS's own spaces. */
export const errorFrame = (message: string, connectionId: string, requestId: string): string =>
  `{"message": ${JSON.stringify(message)}, "connectionId":${JSON.stringify(connectionId)}, "requestId":${JSON.stringify(requestId)}}`;
