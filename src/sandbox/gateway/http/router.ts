import type { DeploymentSnapshot, Route } from '../../services/apigatewayv2/state.ts';
import { createPathTree } from '../path-tree.ts';

/** What a method and path led to. */
export interface HttpRouteMatch {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Finds the route of an HTTP API for a request. */
export interface HttpRouter {
  /** @param path raw, below the stage, without the query string */
  match(method: string, path: string): HttpRouteMatch | undefined;
}

type Leaf = Map<string, Route>;

/** A trailing slash counts: `/pets/` is not `/pets`. */
const segmentsOf = (path: string): string[] => (path === '/' ? [] : path.slice(1).split('/'));

const compiled = new WeakMap<DeploymentSnapshot, HttpRouter>();

/** The router of a deployment, made when it is first called. */
export function routerOf(snapshot: DeploymentSnapshot): HttpRouter {
  const known = compiled.get(snapshot);
  if (known) return known;
  const fresh = createHttpRouter(Object.values(snapshot.routes));
  compiled.set(snapshot, fresh);
  return fresh;
}

/**
 * A full match wins over a greedy one, and that over `$default`; of two full matches the one with
 * fewer variables from the left, and at one path the method over ANY. A path without the method does
 * not end the search.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function createHttpRouter(routes: readonly Route[]): HttpRouter {
  const leaves = new Map<string, Leaf>();
  for (const route of routes) {
    const [method = '', path] = route.RouteKey.split(' ');
    if (path === undefined) continue;
    const shape = path.replaceAll(/\{[^{}+]+(\+?)\}/g, '{$1}');
    const leaf = leaves.get(shape) ?? new Map<string, Route>();
    leaves.set(shape, leaf.set(method, route));
  }
  const tree = createPathTree(
    [...leaves.values()].map((leaf) => {
      const [first] = leaf.values();
      return [segmentsOf(first?.RouteKey.split(' ')[1] ?? '/'), leaf] as const;
    }),
  );
  const fallback = routes.find(({ RouteKey }) => RouteKey === '$default');
  return {
    match(method, path) {
      const segments = segmentsOf(path);
      const accepts = (leaf: Leaf) => leaf.has(method) || leaf.has('ANY');
      const found = tree.match(segments, accepts);
      const route = found && (found.value.get(method) ?? found.value.get('ANY'));
      if (found && route) return { route, pathParameters: named(route, found.pathParameters) };
      return fallback && { route: fallback, pathParameters: {} };
    },
  };
}

/** Routes of one shape may call their variables differently; each gets its own names, by position. */
function named(
  { RouteKey }: Route,
  captured: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const names = [...RouteKey.matchAll(/\{([^{}+]+)\+?\}/g)].map(([, name = '']) => name);
  const values = Object.values(captured);
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}
