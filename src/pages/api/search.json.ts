import { createHash } from 'node:crypto';
import type { APIRoute } from 'astro';

interface Prepared {
  readonly body: string;
  readonly etag: string;
}

/** One answer per catalog; a reload in dev brings a new catalog and so a new answer. */
const prepared = new WeakMap<object, Prepared>();

function prepare(documents: readonly unknown[]): Prepared {
  const known = prepared.get(documents);
  if (known) return known;
  const body = JSON.stringify(documents);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const fresh = { body, etag };
  prepared.set(documents, fresh);
  return fresh;
}

/** Whether `If-None-Match` names the tag, also as a weak one or in a list. */
const isKnown = (header: string | null, etag: string) =>
  (header ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);

/** What the search looks through. Asked again on each visit, sent only when content changed. */
export const GET: APIRoute = async ({ locals, request }) => {
  const { body, etag } = prepare(await locals.app.search.documents());
  const headers = { etag, 'cache-control': 'no-cache' };
  if (isKnown(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(body, {
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
  });
};
