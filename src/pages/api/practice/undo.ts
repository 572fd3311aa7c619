import type { APIRoute } from 'astro';
import { readJson } from '#app';
import { LOCAL_LEARNER } from '#core';
import { answerWith } from './_reply.ts';
import { UndoBody } from './_schema.ts';

/** Takes the latest answer back, by an event of its own. */
export const POST: APIRoute = async ({ request, locals }) => {
  const body = await readJson(request, UndoBody);
  if (!body.ok) return body.response;
  return answerWith(() => locals.app.practice.undo({ ...body.value, learner: LOCAL_LEARNER }));
};
