import { passed, refused } from '../context.ts';
import { limitsOf } from '../http/handlers/throttle.ts';
import type { Notes } from '../notes.ts';
import { authorizeConnect } from './authorize.ts';
import {
  socketFailure,
  type RoutedExchange,
  type SocketExchange,
  type SocketFailure,
  type SocketVerdict,
} from './context.ts';
import { integrate } from './integrate.ts';
import { select } from './variables.ts';

const routeWith = ({ snapshot }: SocketExchange, key: string) =>
  Object.values(snapshot.routes).find(({ RouteKey }) => RouteKey === key);

const isRouted = (exchange: SocketExchange): exchange is RoutedExchange =>
  exchange.route !== undefined;

/**
 * Chooses the route: `$connect` and `$disconnect` by the event, others by the API's selection
 * expression, else `$default`.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html
 */
function matchRoute(exchange: SocketExchange): SocketVerdict {
  const { eventType, snapshot, found, deploymentId } = exchange;
  if (eventType !== 'MESSAGE') {
    const key = eventType === 'CONNECT' ? '$connect' : '$disconnect';
    exchange.route = routeWith(exchange, key);
    return passed(
      exchange.route ? `The event is for ${key}.` : `The API has no ${key} route: nobody is told.`,
    );
  }
  const { RouteSelectionExpression: expression } = snapshot;
  const key = select(exchange, expression);
  const isReserved = key === '$connect' || key === '$disconnect';
  const chosen = key === undefined || isReserved ? undefined : routeWith(exchange, key);
  exchange.route = chosen ?? routeWith(exchange, '$default');
  const values = { expression, selected: key ?? null };
  if (chosen) return passed(`${expression} gives ${chosen.RouteKey}.`, values);
  const seen = key === undefined ? `${expression} finds nothing in it` : `no route is "${key}"`;
  if (exchange.route) return passed(`The message goes to $default: ${seen}.`, values);
  const isEdited = Object.values(found.record.routes).some(({ RouteKey }) => RouteKey === key);
  const hint = isEdited ? ' The API has that route, but it was not deployed to this stage.' : '';
  return refused(
    socketFailure(403),
    `No route of deployment ${deploymentId} takes the message: ${seen}, and there is no $default route.${hint}`,
    values,
  );
}

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-protect.html */
function throttle(exchange: RoutedExchange): SocketVerdict {
  const { found, connection, stage, route, services } = exchange;
  const limits = limitsOf({ found, apiId: connection.apiId, stage, route });
  const exceeded = services.buckets.take(limits);
  if (!exceeded) return passed(`A token was left in ${limits.map(({ name }) => name).join(', ')}.`);
  const { name, ratePerSecond, burst } = exceeded;
  return refused(socketFailure(429), `The token bucket of ${name} is empty.`, {
    limit: name,
    ratePerSecond,
    burst,
  });
}

/** A fault of our own must not take the sandbox down: it is an error for the client, and in the trace. */
async function attempt(run: () => SocketVerdict | Promise<SocketVerdict>): Promise<SocketVerdict> {
  try {
    return await run();
  } catch (fault) {
    const detail = fault instanceof Error ? fault.message : String(fault);
    return refused(socketFailure(500), `The local sandbox itself failed in this step: ${detail}`);
  }
}

/** Takes an event of a connection through every step, until one refuses it. */
export async function pass(
  exchange: SocketExchange,
  notes: Notes,
): Promise<SocketFailure | undefined> {
  const unmatched = notes.add('match-route', await attempt(() => matchRoute(exchange)));
  if (unmatched) return unmatched;
  if (!isRouted(exchange)) return undefined;
  if (exchange.eventType === 'CONNECT') {
    const stopped = notes.add('authorize', await attempt(() => authorizeConnect(exchange)));
    if (stopped) return stopped;
  }
  if (exchange.eventType !== 'DISCONNECT') {
    const stopped = notes.add('throttle', throttle(exchange));
    if (stopped) return stopped;
  }
  return notes.add('integrate', await attempt(() => integrate(exchange)));
}
