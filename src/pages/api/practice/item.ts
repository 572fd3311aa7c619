import type { APIRoute } from 'astro';
import type { z } from 'zod';
import { json, problem, readJson } from '#app';
import { AppError, LOCAL_LEARNER } from '#core';
import type { Practice } from './_reply.ts';
import { ItemBody } from './_schema.ts';

function run(practice: Practice, body: z.output<typeof ItemBody>) {
  const learner = LOCAL_LEARNER;
  switch (body.do) {
    case 'mark':
      return practice.mark({ ...body, learner });
    case 'note':
      return practice.note({ ...body, learner });
    case 'report':
      return practice.report({ ...body, learner });
  }
}

/** Flags an item, keeps a note to self, or tells its author what is wrong. */
export const POST: APIRoute = async ({ request, locals }) => {
  const body = await readJson(request, ItemBody);
  if (!body.ok) return body.response;
  try {
    const reply = await run(locals.app.practice, body.value);
    return json(reply, reply.outcome === 'ok' ? 200 : 404);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return problem(503, error.code, error.message);
  }
};
