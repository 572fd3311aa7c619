import type { APIRoute } from 'astro';
import { z } from 'zod';
import { json, readJson } from '#app';
import { answerWith, labIdOf } from '../_respond.ts';

const Body = z.strictObject({
  /** Builds the starting state only when nothing was built yet. */
  onlyIfEmpty: z.boolean().default(false),
});

/** Empties the lab's account in the local sandbox and builds the starting state. */
export const POST: APIRoute = async ({ request, params, locals }) => {
  const body = await readJson(request, Body);
  if (!body.ok) return body.response;
  return answerWith(async () =>
    json({ outcome: await locals.app.labs.reset(labIdOf(params), body.value) }),
  );
};
