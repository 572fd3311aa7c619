import type { APIRoute } from 'astro';
import { z } from 'zod';
import { problem } from '#app';
import { AppError, LOCAL_LEARNER } from '#core';

const ResultForm = z.object({
  exam: z.string().min(1).max(20),
  date: z.iso.date(),
  passed: z.enum(['yes', 'no']).transform((answer) => answer === 'yes'),
  score: z
    .union([z.literal('').transform(() => undefined), z.coerce.number().int().min(100).max(1000)])
    .optional(),
});

/** Keeps a real result, from the form on `/progress`. */
export const POST: APIRoute = async ({ request, locals, redirect }) => {
  const fields = await request.formData().catch(() => undefined);
  const form = ResultForm.safeParse(Object.fromEntries(fields ?? []));
  if (!form.success) {
    return problem(
      422,
      'invalid-body',
      'Say which exam, its day as YYYY-MM-DD and whether you passed; a scaled score is a whole number from 100 to 1000, or left out.',
    );
  }
  const { score, ...result } = form.data;
  try {
    const told = await locals.app.standing.tellResult({
      ...result,
      learner: LOCAL_LEARNER,
      scaledScore: score,
    });
    if ('message' in told) return problem(422, told.outcome, told.message);
    return redirect('/progress#results', 303);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return problem(503, error.code, error.message);
  }
};
