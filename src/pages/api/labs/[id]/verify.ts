import type { APIRoute } from 'astro';
import { z } from 'zod';
import { problem, readJson, type Problem } from '#app';
import { AppError, LOCAL_LEARNER } from '#core';
import { labIdOf } from '../_respond.ts';

const Body = z.strictObject({
  zone: z.string().min(1).max(100),
  /** Which API to look at when several bear the lab's name. */
  apiId: z
    .string()
    .regex(/^[a-z0-9]{1,20}$/i)
    .optional(),
});

/** One JSON object per line, each a `RunEvent`; a fault on the way is a last line `{ type: 'fault', error }`. */
async function* linesOf(
  events: AsyncIterable<object>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  const line = (value: object) => encoder.encode(`${JSON.stringify(value)}\n`);
  try {
    for await (const event of events) yield line(event);
  } catch (error) {
    if (signal.aborted) return;
    const told: Problem =
      error instanceof AppError
        ? { code: error.code, message: error.message }
        : {
            code: 'checker-fault',
            message:
              'The checker stopped because of a mistake in Gatewise, not in your build. Verify again; if it stays, please report it.',
          };
    yield line({ type: 'fault', error: told });
  }
}

/** Judges the lab as it stands and streams what happens. Closing the connection stops it. */
export const POST: APIRoute = async ({ request, params, locals }) => {
  const body = await readJson(request, Body);
  if (!body.ok) return body.response;
  const { catalog, labs } = locals.app;
  const id = labIdOf(params);
  if (!catalog.lab(id))
    return problem(404, 'no-such-lab', `There is no lab "${id}". The labs are listed at /labs.`);
  const stop = new AbortController();
  request.signal.addEventListener('abort', () => stop.abort(), { once: true });
  const { zone, apiId } = body.value;
  const events = labs.verify(id, {
    learner: LOCAL_LEARNER,
    zone,
    signal: stop.signal,
    ...(apiId !== undefined && { apiId }),
  });
  const lines = linesOf(events, stop.signal);
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await lines.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: () => stop.abort(),
  });
  return new Response(stream, {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store, no-transform',
    },
  });
};
