import type { DeploymentSnapshot, Method, Resource } from '../services/apigateway/state.ts';
import { createPathTree } from './path-tree.ts';

/** A deployed method with the resource it belongs to. */
export interface Route {
  readonly resource: Resource;
  readonly method: Method;
  /** `METHOD /resource/path`, for traces. */
  readonly key: string;
}

/** What a path led to. */
export interface RouteMatch {
  readonly resource: Resource;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Undefined when the resource has neither this method nor ANY. */
  readonly route: Route | undefined;
}

/** Finds the resource and method of a deployed API for a request. */
export interface Router {
  /** @param path raw, without the query string */
  match(method: string, path: string): RouteMatch | undefined;
}

interface Leaf {
  readonly resource: Resource;
  readonly routes: ReadonlyMap<string, Route>;
}

/**
 * Static segments win over `{param}`, and that over `{proxy+}`; a resource without methods is no
 * destination. A resource that has the path but not the method ends the search.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-set-up-simple-proxy.html
 */
export function createRouter(resources: DeploymentSnapshot['resources']): Router {
  const tree = createPathTree(
    Object.values(resources)
      .filter(({ resourceMethods = {} }) => Object.keys(resourceMethods).length > 0)
      .map((resource) => [segmentsOf(resource.path), leafOf(resource)] as const),
  );
  return {
    match(method, path) {
      const found = tree.match(segmentsOf(path), () => true);
      if (!found) return undefined;
      const { resource, routes } = found.value;
      return {
        resource,
        pathParameters: found.pathParameters,
        route: routes.get(method) ?? routes.get('ANY'),
      };
    },
  };
}

function leafOf(resource: Resource): Leaf {
  const methods = Object.entries(resource.resourceMethods ?? {});
  return {
    resource,
    routes: new Map(
      methods.map(([name, method]) => [
        name,
        { resource, method, key: `${name} ${resource.path}` },
      ]),
    ),
  };
}

/** A trailing slash adds no segment: `/pets/` is `/pets`. */
function segmentsOf(path: string): readonly string[] {
  const trimmed = path.endsWith('/') ? path.slice(1, -1) : path.slice(1);
  return trimmed === '' ? [] : trimmed.split('/');
}
