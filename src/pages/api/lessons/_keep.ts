import type { APIRoute } from 'astro';
import { json, problem, readJson } from '#app';
import { lessonId, LOCAL_LEARNER } from '#core';
import { z } from 'zod';

const Body = z.strictObject({
  lessonId: z.string().min(1).max(200).transform(lessonId),
  /** The browser's IANA zone; anything unknown falls back to the profile's. */
  zone: z.string().max(100).default(''),
});

/** An endpoint that keeps one thing about a lesson and answers `{ outcome }`, or 404 for a lesson nobody wrote. */
export const keepLesson =
  (keep: 'openLesson' | 'finishLesson'): APIRoute =>
  async ({ request, locals }) => {
    const body = await readJson(request, Body);
    if (!body.ok) return body.response;
    const outcome = await locals.app.learning[keep]({ learner: LOCAL_LEARNER, ...body.value });
    if (outcome !== 'unknown-lesson') return json({ outcome });
    return problem(
      404,
      'unknown-lesson',
      `There is no lesson "${body.value.lessonId}". It may have been renamed: find it under /learn.`,
    );
  };
