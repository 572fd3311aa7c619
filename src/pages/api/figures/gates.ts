import type { APIRoute } from 'astro';
import { z } from 'zod';
import { FAULTS, json, problem, readJson } from '#app';

const Body = z.strictObject({ faults: z.array(z.enum(FAULTS)).max(FAULTS.length) });

/** Sends the figure's call, with the chosen faults, through the local sandbox's data plane. */
export const POST: APIRoute = async ({ request, locals }) => {
  const parsed = await readJson(request, Body);
  if (!parsed.ok) return parsed.response;
  try {
    return json(await locals.app.gates.call(parsed.value.faults));
  } catch {
    return problem(
      502,
      'figure-failed',
      'The local sandbox could not play this figure. Try again, or restart with npm start.',
    );
  }
};
