import type { z } from 'zod';

/** What an endpoint answers when a request cannot be served: a stable code and a sentence that says what to do. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

/** Bodies above this are refused before they are read whole, in bytes. */
const MAX_BODY_BYTES = 1024 * 1024;

/** A JSON answer that no cache keeps. */
export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}

/** `{ error: { code, message } }` with an HTTP status of 4xx or 5xx. */
export function problem(status: number, code: string, message: string): Response {
  return json({ error: { code, message } satisfies Problem }, status);
}

/**
 * Reads and parses a JSON body.
 * @returns the parsed value, or the answer to send back: 400 `malformed-json`, 413 `body-too-large` or 422 `invalid-body`
 */
export async function readJson<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<{ ok: true; value: z.output<S> } | { ok: false; response: Response }> {
  const refuse = (response: Response) => ({ ok: false, response }) as const;
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) {
    return refuse(
      problem(413, 'body-too-large', 'The request body is over 1 MiB. Send less at once.'),
    );
  }
  let body: unknown;
  try {
    body = JSON.parse(await request.text());
  } catch {
    return refuse(
      problem(400, 'malformed-json', 'The request body is not JSON. Send a JSON object.'),
    );
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const where = parsed.error.issues
    .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
    .join('; ');
  return refuse(problem(422, 'invalid-body', `The request body does not fit. ${where}`));
}
