import type { APIRoute } from 'astro';
import { z } from 'zod';
import { json, readJson } from '#app';
import { LOCAL_LEARNER } from '#core';
import { answerWith, labIdOf } from '../_respond.ts';

const Body = z.strictObject({ zone: z.string().min(1).max(100) });

/** Reveals a right build, and keeps that it was asked for. */
export const POST: APIRoute = async ({ request, params, locals }) => {
  const body = await readJson(request, Body);
  if (!body.ok) return body.response;
  return answerWith(async () =>
    json({
      solution: await locals.app.labs.revealSolution(labIdOf(params), {
        learner: LOCAL_LEARNER,
        ...body.value,
      }),
    }),
  );
};
