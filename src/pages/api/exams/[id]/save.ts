import type { APIRoute } from 'astro';
import { z } from 'zod';
import { json, problem, readJson } from '#app';
import { AppError, eventId, LOCAL_LEARNER } from '#core';

const ids = z.array(z.string().max(200)).max(50);

const SaveBody = z.strictObject({
  zone: z.string().min(1).max(100),
  saveId: z.uuid().transform(eventId),
  position: z.int().nonnegative().max(500),
  revision: z.int().nonnegative(),
  response: ids,
  flagged: z.boolean(),
  struck: ids,
  seconds: z.number().nonnegative(),
});

const STATUS: Readonly<Record<string, number>> = {
  ok: 200,
  'already-saved': 200,
  'unknown-exam': 404,
  'unknown-question': 404,
  'invalid-response': 422,
  'item-changed': 410,
};

/** Saves one question of a running exam. Says nothing of right or wrong. */
export const POST: APIRoute = async ({ request, locals, params }) => {
  const body = await readJson(request, SaveBody);
  if (!body.ok) return body.response;
  const attemptId = eventId(params['id'] ?? '');
  try {
    const reply = await locals.app.exams.save({ ...body.value, learner: LOCAL_LEARNER, attemptId });
    return json(reply, STATUS[reply.outcome] ?? 409);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return problem(503, error.code, error.message);
  }
};
