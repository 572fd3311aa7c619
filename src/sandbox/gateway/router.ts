import type { DeploymentSnapshot, Method, Resource } from '../services/apigateway/state.ts';
import { decode } from './target.ts';

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

interface Node {
  readonly fixed: Map<string, Node>;
  readonly variables: { readonly name: string; readonly node: Node }[];
  greedy?: { readonly name: string; readonly leaf: Leaf };
  leaf?: Leaf;
}

interface Leaf {
  readonly resource: Resource;
  readonly routes: ReadonlyMap<string, Route>;
}

const emptyNode = (): Node => ({ fixed: new Map(), variables: [] });

/**
 * Static segments win over `{param}`, and that over `{proxy+}`; a resource without methods is no
 * destination. A resource that has the path but not the method ends the search.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-set-up-simple-proxy.html
 */
export function createRouter(resources: DeploymentSnapshot['resources']): Router {
  const root = emptyNode();
  for (const resource of Object.values(resources)) addResource(root, resource);
  return {
    match(method, path) {
      const captured: [string, string][] = [];
      const leaf = find(root, segmentsOf(path), 0, captured);
      if (!leaf) return undefined;
      return {
        resource: leaf.resource,
        pathParameters: captured.length === 0 ? NO_PARAMETERS : Object.fromEntries(captured),
        route: leaf.routes.get(method) ?? leaf.routes.get('ANY'),
      };
    },
  };
}

const NO_PARAMETERS: Readonly<Record<string, string>> = Object.freeze({});

/** A trailing slash adds no segment: `/pets/` is `/pets`. */
function segmentsOf(path: string): readonly string[] {
  const trimmed = path.endsWith('/') ? path.slice(1, -1) : path.slice(1);
  return trimmed === '' ? [] : trimmed.split('/');
}

function addResource(root: Node, resource: Resource): void {
  const methods = Object.entries(resource.resourceMethods ?? {});
  if (methods.length === 0) return;
  const routes = new Map(
    methods.map(([name, method]) => [name, { resource, method, key: `${name} ${resource.path}` }]),
  );
  const leaf = { resource, routes };
  let node = root;
  for (const segment of segmentsOf(resource.path)) {
    const variable = /^\{([^{}]*?)(\+?)\}$/.exec(segment);
    if (variable?.[2] === '+') {
      node.greedy = { name: variable[1] ?? '', leaf };
      return;
    }
    node = variable ? variableChild(node, variable[1] ?? '') : fixedChild(node, segment);
  }
  node.leaf = leaf;
}

function fixedChild(node: Node, segment: string): Node {
  const child = node.fixed.get(segment) ?? emptyNode();
  node.fixed.set(segment, child);
  return child;
}

function variableChild(node: Node, name: string): Node {
  const known = node.variables.find((variable) => variable.name === name);
  if (known) return known.node;
  const child = emptyNode();
  node.variables.push({ name, node: child });
  return child;
}

/** Depth first, most specific first; `captured` holds the parameters of the way taken. */
function find(
  node: Node,
  segments: readonly string[],
  at: number,
  captured: [string, string][],
): Leaf | undefined {
  const segment = segments[at];
  if (segment === undefined) return node.leaf;
  const text = decode(segment);
  const fixed = node.fixed.get(text);
  const below = fixed && find(fixed, segments, at + 1, captured);
  if (below) return below;
  if (text !== '') {
    for (const { name, node: child } of node.variables) {
      captured.push([name, text]);
      const found = find(child, segments, at + 1, captured);
      if (found) return found;
      captured.pop();
    }
  }
  if (!node.greedy) return undefined;
  captured.push([node.greedy.name, segments.slice(at).map(decode).join('/')]);
  return node.greedy.leaf;
}
