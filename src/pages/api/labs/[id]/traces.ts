import type { APIRoute } from 'astro';
import { z } from 'zod';
import { json, problem } from '#app';
import { answerWith, labIdOf } from '../_respond.ts';

const Limit = z.coerce.number().int().min(1).max(50).default(10);

/** The latest requests to the lab's APIs and what each step of the gateway did, newest first. */
export const GET: APIRoute = async ({ url, params, locals }) => {
  const limit = Limit.safeParse(url.searchParams.get('limit') ?? undefined);
  if (!limit.success) return problem(422, 'invalid-limit', 'limit is a whole number from 1 to 50.');
  return answerWith(async () => json(await locals.app.labs.traces(labIdOf(params), limit.data)));
};
