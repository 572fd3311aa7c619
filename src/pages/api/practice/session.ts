import type { APIRoute } from 'astro';
import type { z } from 'zod';
import { readJson } from '#app';
import { LOCAL_LEARNER } from '#core';
import { answerWith, type Practice, type PracticeReply } from './_reply.ts';
import { SessionBody } from './_schema.ts';

function run(practice: Practice, body: z.output<typeof SessionBody>): Promise<PracticeReply> {
  const learner = LOCAL_LEARNER;
  switch (body.do) {
    case 'start':
      return practice.start({ ...body, learner });
    case 'current':
      return practice.current(learner);
    case 'next':
      return practice.next({ ...body, learner });
    case 'skip':
      return practice.skip({ ...body, learner });
    case 'suspend':
    case 'bury':
      return practice.setAside({ ...body, how: body.do, learner });
    case 'finish':
      return practice.finish({ ...body, learner });
  }
}

/** Begins or takes up a session, moves on, skips, ends it. Holds no key unless the item is answered. */
export const POST: APIRoute = async ({ request, locals }) => {
  const body = await readJson(request, SessionBody);
  if (!body.ok) return body.response;
  return answerWith(() => run(locals.app.practice, body.value));
};
