import type { APIRoute } from 'astro';
import { problem } from '#app';
import { AppError, LOCAL_LEARNER } from '#core';
import { planPage } from '#ui/messages/index.ts';
import { planFrom } from '../../progress/_plan.ts';

/** Keeps the plan, from the form on `/progress/plan`. */
export const POST: APIRoute = async ({ request, locals, redirect }) => {
  const fields = await request.formData().catch(() => undefined);
  const plan = fields && planFrom(fields);
  if (!plan) return problem(422, 'invalid-body', planPage.invalid);
  try {
    const saved = await locals.app.standing.savePlan(LOCAL_LEARNER, plan);
    if (saved.outcome === 'ok') return redirect('/progress/plan?kept', 303);
    return problem(422, saved.outcome, saved.message);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return problem(503, error.code, error.message);
  }
};
