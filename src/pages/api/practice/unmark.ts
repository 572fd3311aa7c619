import type { APIRoute } from 'astro';
import { z } from 'zod';
import { problem } from '#app';
import { AppError, itemId, LOCAL_LEARNER } from '#core';

const UnmarkForm = z.object({
  item: z.string().min(1).max(200).transform(itemId),
  mark: z.enum(['unflagged', 'resumed', 'unburied']),
});

/** Takes a mark off an item, from the form on `/practice/marked`. */
export const POST: APIRoute = async ({ request, locals, redirect }) => {
  const fields = await request.formData().catch(() => undefined);
  const form = UnmarkForm.safeParse(Object.fromEntries(fields ?? []));
  if (!form.success) {
    return problem(
      422,
      'invalid-body',
      'Say which item and what to take off: send `item`, and `mark` as unflagged, resumed or unburied.',
    );
  }
  const { item, mark } = form.data;
  try {
    // An empty zone is unknown, so the profile's counts: a form does not know the browser's.
    const marked = await locals.app.practice.mark({
      learner: LOCAL_LEARNER,
      zone: '',
      itemId: item,
      mark,
    });
    if (marked.outcome === 'ok') return redirect('/practice/marked', 303);
    return problem(404, marked.outcome, marked.message);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return problem(503, error.code, error.message);
  }
};
