import type { APIRoute } from 'astro';
import { z } from 'zod';
import { problem } from '#app';
import { AppError, LOCAL_LEARNER } from '#core';

const StartForm = z.object({ plan: z.string().min(1).max(50) });

/** Begins a mock exam from the form on `/exams`, or goes on with the one that runs. */
export const POST: APIRoute = async ({ request, locals, redirect }) => {
  const fields = await request.formData().catch(() => undefined);
  const form = StartForm.safeParse(Object.fromEntries(fields ?? []));
  if (!form.success) {
    return problem(422, 'invalid-body', 'Say which exam to begin: send `plan` as a form field.');
  }
  try {
    const started = await locals.app.exams.start({
      learner: LOCAL_LEARNER,
      planId: form.data.plan,
    });
    if ('attemptId' in started) return redirect(`/exams/${started.attemptId}`, 303);
    return problem(409, started.outcome, started.message);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return problem(503, error.code, error.message);
  }
};
