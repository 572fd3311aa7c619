import type { APIRoute } from 'astro';
import { readJson } from '#app';
import { LOCAL_LEARNER } from '#core';
import { answerWith } from './_reply.ts';
import { AnswerBody } from './_schema.ts';

/** Marks an answer and records it. The first answer to leave the server that holds the key. */
export const POST: APIRoute = async ({ request, locals }) => {
  const body = await readJson(request, AnswerBody);
  if (!body.ok) return body.response;
  return answerWith(() => locals.app.practice.answer({ ...body.value, learner: LOCAL_LEARNER }));
};
