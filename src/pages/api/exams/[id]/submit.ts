import type { APIRoute } from 'astro';
import { json, problem } from '#app';
import { AppError, eventId, LOCAL_LEARNER } from '#core';

/** Hands an exam in. Twice is once; the report is on the exam's page. */
export const POST: APIRoute = async ({ locals, params }) => {
  try {
    const outcome = await locals.app.exams.submit(LOCAL_LEARNER, eventId(params['id'] ?? ''));
    return outcome === 'submitted'
      ? json({ outcome })
      : problem(404, outcome, 'There is no such exam. Begin a new one.');
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return problem(503, error.code, error.message);
  }
};
