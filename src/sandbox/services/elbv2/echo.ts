import type { Answer, BackendRequest } from '../../gateway/context.ts';
import type { Target } from './state.ts';

const decoder = new TextDecoder();

/**
 * The sandbox has no machines, so one built-in backend stands behind every registered target: it
 * answers 200 and tells what reached it, so that a learner sees which target was asked and what the
 * gateway made of the request.
 */
export function echo(
  { Id, Port }: Target,
  { method, headers, query, body }: BackendRequest,
  path: string,
): Answer {
  const told = {
    backend: `${Id}:${Port}`,
    method,
    path,
    query: Object.fromEntries([...query].map(([name, values]) => [name, values.join(',')])),
    headers: Object.fromEntries(headers),
    body: typeof body === 'string' ? body : decoder.decode(body),
  };
  return {
    status: 200,
    headers: new Headers({ 'content-type': 'application/json' }),
    body: JSON.stringify(told),
  };
}
