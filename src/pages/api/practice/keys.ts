import type { APIRoute } from 'astro';
import { z } from 'zod';
import { json, problem, readJson } from '#app';
import { AppError, LOCAL_LEARNER } from '#core';

const MOST_ACTIONS = 30;
const KeysBody = z.strictObject({
  keys: z
    .record(z.string().max(30), z.array(z.string().min(1).max(20)).max(5))
    .refine((keys) => Object.keys(keys).length <= MOST_ACTIONS, {
      error: `Send at most ${MOST_ACTIONS} actions.`,
    }),
});

/** Keeps the keys that a learner chose for the actions of practice. */
export const POST: APIRoute = async ({ request, locals }) => {
  const body = await readJson(request, KeysBody);
  if (!body.ok) return body.response;
  try {
    await locals.app.profiles.saveKeys(LOCAL_LEARNER, body.value.keys);
    return json({ outcome: 'kept' });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return problem(503, error.code, error.message);
  }
};
