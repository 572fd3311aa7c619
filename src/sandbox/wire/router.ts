import { operationsOf, type Operation, type ServiceName } from '../operations.ts';
import { decodePart } from './url.ts';

/** An operation with the values its path carried. */
export interface Routed {
  readonly operation: Operation;
  readonly labels: Readonly<Record<string, string>>;
}

interface Candidate {
  readonly operation: Operation;
  readonly segments: readonly string[];
  /** Literal query parameters the template demands. */
  readonly query: readonly (readonly [string, string | undefined])[];
}

const candidate = (operation: Operation): Candidate => {
  const [path = '', query = ''] = operation.http.uri.split('?');
  return {
    operation,
    segments: path.split('/').slice(1),
    query:
      query === ''
        ? []
        : query.split('&').map((pair) => {
            const [name = '', value] = pair.split('=');
            return [name, value] as const;
          }),
  };
};

const isLabel = (segment: string) => segment.startsWith('{');
/** More literal query parameters first, then more literal segments: the narrower template wins. */
const rank = ({ segments, query }: Candidate) =>
  query.length * 100 + segments.filter((one) => !isLabel(one)).length;

function match(
  { operation, segments, query }: Candidate,
  path: readonly string[],
  sent: ReadonlyMap<string, string>,
): Routed | undefined {
  if (
    !query.every(
      ([name, value]) => sent.has(name) && (value === undefined || sent.get(name) === value),
    )
  )
    return undefined;
  const labels: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const raw = path[index] ?? '';
    if (!isLabel(segment)) {
      if (segment !== raw) return undefined;
      continue;
    }
    if (raw === '') return undefined;
    labels[segment.slice(1, -1)] = decodePart(raw);
  }
  return { operation, labels };
}

/**
 * Routes by the SDK's own templates, on the raw path: an encoded slash stays inside its label.
 * @returns a function from method, raw path and query to the operation, or undefined
 */
export function createRouter(service: ServiceName) {
  const table = new Map<string, Candidate[]>();
  for (const one of operationsOf(service).map(candidate)) {
    const key = `${one.operation.http.method} ${one.segments.length}`;
    table.set(
      key,
      [...(table.get(key) ?? []), one].sort((a, b) => rank(b) - rank(a)),
    );
  }
  return function route(
    method: string,
    path: string,
    query: ReadonlyMap<string, string>,
  ): Routed | undefined {
    const segments = path.split('/').slice(1);
    // Some clients end collection paths with a slash.
    if (segments.length > 1 && segments.at(-1) === '') segments.pop();
    for (const one of table.get(`${method} ${segments.length}`) ?? []) {
      const found = match(one, segments, query);
      if (found) return found;
    }
    return undefined;
  };
}
