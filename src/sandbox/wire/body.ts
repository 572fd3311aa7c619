import { tooLarge } from './errors.ts';

/** What the control plane takes: an imported API may have 6 MB. */
const MAX_BODY_BYTES = 6 * 1024 * 1024;
const NOTHING = new Uint8Array();

/** @returns the whole body; throws RequestEntityTooLargeException before it is read to the end. */
export async function readBody(request: Request): Promise<Uint8Array> {
  if (!request.body) return NOTHING;
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES)
    throw tooLarge(MAX_BODY_BYTES);
  const body = new Uint8Array(await request.arrayBuffer());
  if (body.length > MAX_BODY_BYTES) throw tooLarge(MAX_BODY_BYTES);
  return body;
}
