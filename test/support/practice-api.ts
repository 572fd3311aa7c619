import type { Practice } from '../../src/app/use-cases/practice.ts';
import type { Profiles } from '../../src/app/use-cases/profiles.ts';
import { POST as answer } from '../../src/pages/api/practice/answer.ts';
import { POST as item } from '../../src/pages/api/practice/item.ts';
import { POST as keys } from '../../src/pages/api/practice/keys.ts';
import { POST as session } from '../../src/pages/api/practice/session.ts';
import { POST as undo } from '../../src/pages/api/practice/undo.ts';

const routes = { answer, item, keys, session, undo };
export type PracticeRoute = keyof typeof routes;

/** Calls an endpoint as the server would. @param body sent as it is when it is text, else as JSON */
export async function callPractice(
  practice: Practice,
  route: PracticeRoute,
  body: unknown,
  profiles?: Profiles,
): Promise<Response> {
  const request = new Request(`http://127.0.0.1/api/practice/${route}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  // An endpoint reads nothing of Astro's context but these.
  const context = { request, locals: { app: { practice, profiles } } } as unknown as Parameters<
    typeof session
  >[0];
  return routes[route](context);
}
