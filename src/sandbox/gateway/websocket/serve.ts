import type { FoundV2Api } from '../../state.ts';
import { readRequest } from '../client-request.ts';
import { refused } from '../context.ts';
import type { V2Services } from '../http/context.ts';
import { resolveStage } from '../http/resolve-stage.ts';
import { DOMAIN_STEP, domainVerdict } from '../domains.ts';
import { createNotes, type Notes } from '../notes.ts';
import { own } from '../own.ts';
import { extendedRequestId } from '../request-ids.ts';
import type { InvokeTarget } from '../target.ts';
import { createConnections, type OpenConnection } from './connections.ts';
import {
  errorFrame,
  socketFailure,
  type ClientSocket,
  type Connection,
  type Ending,
  type EventType,
  type SocketExchange,
  type SocketFailure,
} from './context.ts';
import { pass } from './pass.ts';
import { replyOf } from './reply.ts';
import type { SocketEnd } from './records.ts';

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
export const MAX_MESSAGE_BYTES = 128 * 1024;
export const MAX_FRAME_BYTES = 32 * 1024;
/** New connections of an account in a Region, per second. */
const NEW_CONNECTIONS = { ratePerSecond: 500, burst: 500 };

/** The client's side of a connection, once it is open. */
export interface SocketSession {
  /** A text message came. */
  receive(text: string): Promise<void>;
  /** A message came that API Gateway does not take: the connection ends. */
  refuse(kind: 'binary' | 'too-large'): Promise<void>;
  /** The client went away. */
  closed(code: number, reason: string): Promise<void>;
}

/** What a handshake leads to. */
export type Opening =
  | { readonly ok: false; readonly response: Response }
  | {
      readonly ok: true;
      /** Subprotocol that the backend chose. */
      readonly protocol: string | undefined;
      accept(socket: ClientSocket): SocketSession;
    };

/** What `@connections` tells and does. */
export interface ManagedConnections {
  readonly find: (id: string) => Connection | undefined;
  post(id: string, text: string): void;
  close(id: string): Promise<void>;
}

export interface Sockets extends ManagedConnections {
  /** Answers a handshake; rejects when the client goes away. */
  open(found: FoundV2Api, request: Request, target: InvokeTarget): Promise<Opening>;
  /** Ends connections whose time is over. */
  sweep(): Promise<void>;
  /** Ends the connections of an account, or all, and tells no backend. */
  reset(accountId?: string): void;
}

interface SocketDeps {
  readonly services: V2Services;
  readonly findV2Api: (apiId: string) => FoundV2Api | undefined;
  /** Keeps the records of an event. */
  readonly keep: (exchange: SocketExchange, end: SocketEnd) => void;
}

const bytesIn = (text: string) => new TextEncoder().encode(text).length;

/** WebSocket APIs: connections, their messages, and what backends send them. */
export function createSockets({ services, findV2Api, keep }: SocketDeps): Sockets {
  const { clock, random } = services;
  const connections = createConnections(clock);

  function exchangeOf(
    connection: Connection,
    found: FoundV2Api,
    eventType: EventType,
    more: { readonly body?: string; readonly ending?: Ending } = {},
  ): SocketExchange | undefined {
    const stage = own(found.record.stages, connection.stageName);
    const deployment = stage && own(found.record.deployments, stage.DeploymentId ?? '');
    if (!deployment) return undefined;
    const requestId = extendedRequestId(random);
    return {
      services,
      found,
      stage,
      deploymentId: deployment.DeploymentId,
      snapshot: deployment.snapshot,
      connection,
      eventType,
      requestId,
      receivedAt: clock.now(),
      body: more.body ?? '',
      messageId: eventType === 'MESSAGE' ? extendedRequestId(random) : undefined,
      ending: more.ending,
      route: undefined,
      authorizerError: undefined,
      answer: undefined,
      integrationLatencyMs: undefined,
      integrationError: undefined,
    };
  }

  const record = (exchange: SocketExchange, notes: Notes, failure: SocketFailure | undefined) =>
    keep(exchange, { failure, steps: notes.steps, endedAt: clock.now() });

  /** Ends a connection once, and tells `$disconnect`. */
  async function end(id: string, ending: Ending, isOurs: boolean): Promise<void> {
    const taken = connections.take(id);
    if (!taken) return;
    const { connection, socket } = taken;
    if (isOurs) socket.close(ending.code, ending.reason);
    const found = findV2Api(connection.apiId);
    const exchange = found && exchangeOf(connection, found, 'DISCONNECT', { ending });
    if (!exchange) return;
    const notes = createNotes(clock);
    record(exchange, notes, await pass(exchange, notes));
  }

  function send({ connection, socket }: OpenConnection, text: string): void {
    connection.lastActiveAt = clock.now();
    socket.send(text);
  }

  async function receive(id: string, body: string): Promise<void> {
    await sweep();
    const open = connections.find(id);
    if (!open) return;
    const { connection } = open;
    connection.lastActiveAt = clock.now();
    const found = findV2Api(connection.apiId);
    const exchange = found && exchangeOf(connection, found, 'MESSAGE', { body });
    if (!exchange) {
      // The API or its stage was deleted meanwhile.
      await end(id, { code: 1001, reason: 'Going away' }, true);
      return;
    }
    const notes = createNotes(clock);
    const failure = (await pass(exchange, notes)) ?? answerClient(open, exchange, notes);
    record(exchange, notes, failure);
    if (failure && connections.find(id))
      send(open, errorFrame(failure.message, id, exchange.requestId));
  }

  function answerClient(
    open: OpenConnection,
    exchange: SocketExchange,
    notes: Notes,
  ): SocketFailure | undefined {
    const { route } = exchange;
    if (!route) return undefined;
    const { verdict, text } = replyOf({ ...exchange, route });
    const failure = notes.add('reply', verdict);
    if (text !== undefined && connections.find(open.connection.id)) send(open, text);
    return failure;
  }

  const sessionOf = (id: string): SocketSession => ({
    receive: (text) =>
      bytesIn(text) > MAX_MESSAGE_BYTES
        ? end(id, { code: 1009, reason: 'Message too big' }, true)
        : receive(id, text),
    refuse: (kind) =>
      kind === 'binary'
        ? end(id, { code: 1003, reason: 'Binary frames are not supported' }, true)
        : end(id, { code: 1009, reason: 'Message too big' }, true),
    closed: (code, reason) => end(id, { code, reason }, false),
  });

  async function sweep(): Promise<void> {
    await Promise.all(
      connections.expired().map(([{ connection }, ending]) => end(connection.id, ending, true)),
    );
  }

  /** A bucket of the account for handshakes, whatever API they are for. */
  const demandRoom = ({ account, region }: FoundV2Api): SocketFailure | undefined => {
    const key = `${account}/connections/${region}`;
    const exceeded = services.buckets.take([{ key, name: 'new connections', ...NEW_CONNECTIONS }]);
    return exceeded || !connections.hasRoom() ? socketFailure(429) : undefined;
  };

  async function open(found: FoundV2Api, request: Request, target: InvokeTarget): Promise<Opening> {
    await sweep();
    const { verdict, place } = resolveStage(found, target);
    if (!place) return { ok: false, response: refusal(socketFailure(403)) };
    const now = clock.now();
    const connection: Connection = {
      id: extendedRequestId(random),
      account: found.account,
      region: found.region,
      apiId: target.apiId,
      stageName: place.stage.StageName,
      domainName:
        target.mapping?.domainName ?? `${target.apiId}.execute-api.${found.region}.amazonaws.com`,
      request: await readRequest(request, place.target),
      connectedAt: now,
      lastActiveAt: now,
      authorizer: undefined,
    };
    const exchange = exchangeOf(connection, found, 'CONNECT');
    if (!exchange) return { ok: false, response: refusal(socketFailure(403)) };
    const notes = createNotes(clock);
    const mapped = domainVerdict(target);
    if (mapped) notes.add(DOMAIN_STEP, mapped);
    notes.add('resolve-stage', verdict);
    const full = demandRoom(found);
    const failure = full
      ? notes.add('throttle', refused(full, 'There is no room for a new connection.'))
      : ((await pass(exchange, notes)) ?? declined(exchange, notes));
    record(exchange, notes, failure);
    if (failure) return { ok: false, response: refusal(failure, exchange) };
    return {
      ok: true,
      protocol: exchange.answer?.headers.get('sec-websocket-protocol') ?? undefined,
      accept(socket) {
        connections.add({ connection, socket });
        return sessionOf(connection.id);
      },
    };
  }

  return {
    open,
    sweep,
    find: (id) => connections.find(id)?.connection,
    post(id, text) {
      const found = connections.find(id);
      if (found) send(found, text);
    },
    close: (id) => end(id, { code: 1000, reason: 'Connection Closed Normally' }, true),
    reset(accountId) {
      for (const { connection, socket } of connections.of(accountId)) {
        connections.take(connection.id);
        socket.close(1001, 'Going away');
      }
    },
  };
}

/** The backend of `$connect` answered, and not with 2xx: the client is not let in. */
function declined(exchange: SocketExchange, notes: Notes): SocketFailure | undefined {
  const { answer } = exchange;
  if (!answer || (answer.status >= 200 && answer.status < 300)) return undefined;
  return notes.add(
    'connect',
    refused(
      { status: answer.status < 400 ? 500 : answer.status, message: 'Forbidden' },
      `The backend of $connect answered with ${answer.status}: only 2xx lets a client in.`,
      { integrationStatus: answer.status },
    ),
  );
}

function refusal({ status, message }: SocketFailure, exchange?: SocketExchange): Response {
  const body =
    exchange && status >= 500
      ? errorFrame(message, exchange.connection.id, exchange.requestId)
      : JSON.stringify({ message });
  return new Response(body, {
    status,
    headers: {
      'content-type': 'application/json',
      ...(exchange && { 'apigw-requestid': exchange.requestId }),
    },
  });
}
