import { decode } from './target.ts';

/** Finds what was put at a path: static segments win over `{param}`, and that over `{proxy+}`. */
export interface PathTree<T> {
  /**
   * @param segments raw, still percent-encoded
   * @param accepts says whether what stands there will do; if not, the search goes on
   */
  match(
    segments: readonly string[],
    accepts: (value: T) => boolean,
  ): { readonly value: T; readonly pathParameters: Readonly<Record<string, string>> } | undefined;
}

interface Node<T> {
  readonly fixed: Map<string, Node<T>>;
  readonly variables: { readonly name: string; readonly node: Node<T> }[];
  greedy?: { readonly name: string; readonly value: T };
  value?: T;
}

const emptyNode = <T>(): Node<T> => ({ fixed: new Map(), variables: [] });

/** @param entries template segments, with `{name}` and a last `{name+}` for variables */
export function createPathTree<T extends object>(
  entries: Iterable<readonly [segments: readonly string[], value: T]>,
): PathTree<T> {
  const root = emptyNode<T>();
  for (const [segments, value] of entries) add(root, segments, value);
  return {
    match(segments, accepts) {
      const captured: [string, string][] = [];
      const value = find(root, segments, 0, captured, accepts);
      if (!value) return undefined;
      return {
        value,
        pathParameters: captured.length === 0 ? NO_PARAMETERS : Object.fromEntries(captured),
      };
    },
  };
}

const NO_PARAMETERS: Readonly<Record<string, string>> = Object.freeze({});

function add<T>(root: Node<T>, segments: readonly string[], value: T): void {
  let node = root;
  for (const segment of segments) {
    const variable = /^\{([^{}]*?)(\+?)\}$/.exec(segment);
    if (variable?.[2] === '+') {
      node.greedy = { name: variable[1] ?? '', value };
      return;
    }
    node = variable ? variableChild(node, variable[1] ?? '') : fixedChild(node, segment);
  }
  node.value = value;
}

function fixedChild<T>(node: Node<T>, segment: string): Node<T> {
  const child = node.fixed.get(segment) ?? emptyNode<T>();
  node.fixed.set(segment, child);
  return child;
}

function variableChild<T>(node: Node<T>, name: string): Node<T> {
  const known = node.variables.find((variable) => variable.name === name);
  if (known) return known.node;
  const child = emptyNode<T>();
  node.variables.push({ name, node: child });
  return child;
}

/** Depth first, most specific first; `captured` holds the parameters of the way taken. */
function find<T>(
  node: Node<T>,
  segments: readonly string[],
  at: number,
  captured: [string, string][],
  accepts: (value: T) => boolean,
): T | undefined {
  const segment = segments[at];
  if (segment === undefined)
    return node.value !== undefined && accepts(node.value) ? node.value : undefined;
  const text = decode(segment);
  const fixed = node.fixed.get(text);
  const below = fixed && find(fixed, segments, at + 1, captured, accepts);
  if (below) return below;
  if (text !== '') {
    for (const { name, node: child } of node.variables) {
      captured.push([name, text]);
      const found = find(child, segments, at + 1, captured, accepts);
      if (found) return found;
      captured.pop();
    }
  }
  if (!node.greedy || !accepts(node.greedy.value)) return undefined;
  captured.push([node.greedy.name, segments.slice(at).map(decode).join('/')]);
  return node.greedy.value;
}
