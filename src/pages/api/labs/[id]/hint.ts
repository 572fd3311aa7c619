import type { APIRoute } from 'astro';
import { z } from 'zod';
import { json, problem, readJson } from '#app';
import { LOCAL_LEARNER } from '#core';
import { answerWith, labIdOf } from '../_respond.ts';

const Body = z.strictObject({
  zone: z.string().min(1).max(100),
  objectiveId: z.string().min(1).max(100),
  step: z.int().min(1).max(3),
});

/** Reveals an objective's hints up to a step, and keeps that they were asked for. */
export const POST: APIRoute = async ({ request, params, locals }) => {
  const body = await readJson(request, Body);
  if (!body.ok) return body.response;
  return answerWith(async () => {
    const hints = await locals.app.labs.revealHint(labIdOf(params), {
      learner: LOCAL_LEARNER,
      ...body.value,
    });
    return hints
      ? json({ hints })
      : problem(404, 'no-such-hint', 'This objective has no such hint. Load the page again.');
  });
};
