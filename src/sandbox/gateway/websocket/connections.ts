import type { Clock } from '#core';
import type { ClientSocket, Connection, Ending } from './context.ts';

/** Limits of a connection. Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
export const IDLE_MS = 10 * 60_000;
export const DURATION_MS = 2 * 60 * 60_000;
/** So that nobody fills the learner's machine. AWS limits new connections per second alone. */
const MAX_CONNECTIONS = 500;

/** A connection that is open, with the client's end of it. */
export interface OpenConnection {
  readonly connection: Connection;
  readonly socket: ClientSocket;
}

/** The connections that are open. */
export interface Connections {
  hasRoom(): boolean;
  add(open: OpenConnection): void;
  find(id: string): OpenConnection | undefined;
  /** @returns the connection once, so that its end is told once */
  take(id: string): OpenConnection | undefined;
  /** Those whose time is over, with what ends them. */
  expired(): readonly (readonly [OpenConnection, Ending])[];
  /** Those of an account, or all. */
  of(accountId?: string): readonly OpenConnection[];
}

export function createConnections(clock: Clock): Connections {
  const open = new Map<string, OpenConnection>();
  return {
    hasRoom: () => open.size < MAX_CONNECTIONS,
    add: (one) => void open.set(one.connection.id, one),
    find: (id) => open.get(id),
    take(id) {
      const found = open.get(id);
      open.delete(id);
      return found;
    },
    expired() {
      const now = clock.now();
      return [...open.values()].flatMap((one) => {
        const { lastActiveAt, connectedAt } = one.connection;
        const isLong = now - connectedAt >= DURATION_MS;
        if (!isLong && now - lastActiveAt < IDLE_MS) return [];
        const reason = isLong ? 'Connection duration limit reached' : 'Going away';
        return [[one, { code: 1001, reason }] as const];
      });
    },
    of: (accountId) =>
      [...open.values()].filter(
        ({ connection }) => accountId === undefined || connection.account === accountId,
      ),
  };
}
