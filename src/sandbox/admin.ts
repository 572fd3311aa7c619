import { z } from 'zod';
import { AppError } from '#core';
import type { Trace } from './gateway/index.ts';
import { parseQuery, splitUrl } from './wire/url.ts';

/** What the admin routes steer. */
export interface Administered {
  reset(accessKeyId?: string): void;
  snapshot(accessKeyId?: string): string;
  restore(text: string, accessKeyId?: string): void;
  resolves(name: string): boolean;
  traces(accessKeyId: string, limit: number): readonly Trace[];
}

const AccessKeyId = z.string().min(1).max(128);
const ResetBody = z.strictObject({ accessKeyId: AccessKeyId.optional() });
const Limit = z.coerce.number().int().min(1).max(200);

const answer = (status: number, body: unknown) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
const refuse = (status: number, message: string) => answer(status, { message });

const LOOPBACK = /^(localhost|[a-z0-9.-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Browsers name the page that sends a request. Only a page of the sandbox's own address may, and
 * only under a loopback name, since a foreign name can be pointed here after the page has loaded.
 */
function isForeign(request: Request, host: string): boolean {
  const origin = request.headers.get('origin');
  if (origin === null) return request.headers.get('sec-fetch-site') === 'cross-site';
  const from = /^https?:\/\/(.+)$/.exec(origin)?.[1];
  return from !== (request.headers.get('host') ?? host) || !LOOPBACK.test(from);
}

async function reset(request: Request, sandbox: Administered): Promise<Response> {
  const text = await request.text();
  let body: unknown;
  try {
    body = text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    return refuse(
      400,
      'The body is not JSON. Send {"accessKeyId": "…"}, or nothing to reset every account.',
    );
  }
  const parsed = ResetBody.safeParse(body);
  if (!parsed.success)
    return refuse(400, `The body does not fit: ${z.prettifyError(parsed.error)}`);
  sandbox.reset(parsed.data.accessKeyId);
  return answer(200, { reset: parsed.data.accessKeyId ?? 'all' });
}

async function putState(
  request: Request,
  sandbox: Administered,
  accessKeyId: string | undefined,
): Promise<Response> {
  try {
    sandbox.restore(await request.text(), accessKeyId);
    return answer(200, { restored: accessKeyId ?? 'all' });
  } catch (error) {
    if (error instanceof AppError) return refuse(400, error.message);
    throw error;
  }
}

/** What DNS would say of a custom domain name. A call by one that nobody has ends here too. */
const resolution = (sandbox: Administered, name: string): Response =>
  sandbox.resolves(name)
    ? answer(200, { name })
    : refuse(404, `No account of the sandbox has the custom domain name ${name}.`);

/** Answers `/_sandbox/…`: reset, state, traces and names. Not part of AWS; on loopback without a signature. */
export async function handleAdmin(request: Request, sandbox: Administered): Promise<Response> {
  const { host, path, query } = splitUrl(request.url);
  if (isForeign(request, host))
    return refuse(403, 'This address takes no requests from other sites.');
  const [, name] = /^\/_sandbox\/(?:names|domains)\/([^/]+)/.exec(path) ?? [];
  if (name !== undefined) return resolution(sandbox, name);
  const values = new Map(parseQuery(query));
  const key = AccessKeyId.optional().safeParse(values.get('accessKeyId'));
  if (!key.success) return refuse(400, 'accessKeyId must have 1 to 128 characters.');
  switch (`${request.method} ${path}`) {
    case 'POST /_sandbox/reset':
      return reset(request, sandbox);
    case 'GET /_sandbox/state':
      return answer(200, sandbox.snapshot(key.data));
    case 'PUT /_sandbox/state':
      return putState(request, sandbox, key.data);
    case 'GET /_sandbox/traces': {
      const limit = Limit.safeParse(values.get('limit') ?? 50);
      if (!limit.success) return refuse(400, 'limit must be a whole number from 1 to 200.');
      return answer(200, { traces: sandbox.traces(key.data ?? 'test', limit.data) });
    }
    default:
      return refuse(
        404,
        `There is no ${request.method} ${path}. There are POST /_sandbox/reset, GET and PUT /_sandbox/state, GET /_sandbox/traces, GET /_sandbox/names/{domainName}, /_sandbox/invoke/{apiId}/{stage}/… and /_sandbox/domains/{domainName}/….`,
      );
  }
}
