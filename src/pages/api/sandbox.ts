import type { APIRoute } from 'astro';
import { z } from 'zod';
import { json, problem, readJson, type App } from '#app';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** What the page's terminal wants to send to the sandbox. */
const Envelope = z.strictObject({
  method: z.enum(METHODS),
  url: z.url({ protocol: /^https?$/ }),
  headers: z.array(z.tuple([z.string().min(1).max(256), z.string().max(16_384)])).max(200),
  bodyBase64: z.base64(),
});

const AWS_HOST = /^(?:[\w-]+\.)+(?:amazonaws|amazoncognito)\.com$/i;
const LOCAL_HOST = /^(?:[\w-]+\.execute-api\.)?localhost$|^127\.0\.0\.1$/i;

/** AWS's names, which the sandbox plays, and the sandbox's own address. */
function isSandboxUrl(url: URL, sandboxUrl: string): boolean {
  if (AWS_HOST.test(url.hostname)) return true;
  return LOCAL_HOST.test(url.hostname) && url.port === new URL(sandboxUrl).port;
}

/** Whether the name is a custom domain name of some account of the sandbox. */
async function isCustomDomain(hostname: string, sandbox: App['sandbox']): Promise<boolean> {
  const question = `${sandbox.url}/_sandbox/names/${encodeURIComponent(hostname)}`;
  // A sandbox that is down knows no names; the next question says so.
  const answer = await sandbox.fetch(new Request(question)).catch(() => undefined);
  return answer?.ok ?? false;
}

/** @returns undefined when a name or value is not one that HTTP allows */
function toHeaders(pairs: readonly (readonly [string, string])[]): Headers | undefined {
  const headers = new Headers();
  try {
    for (const [name, value] of pairs) headers.append(name, value);
    return headers;
  } catch {
    return undefined;
  }
}

/**
 * The terminal's way to the sandbox: same origin, so that the page needs no other connection.
 * Answers 200 with the sandbox's answer inside, 403 for any other host, 502 when the sandbox is down.
 */
export const POST: APIRoute = async ({ request, locals }) => {
  const parsed = await readJson(request, Envelope);
  if (!parsed.ok) return parsed.response;
  const { method, url, headers: pairs, bodyBase64 } = parsed.value;
  const { sandbox } = locals.app;
  const target = new URL(url);
  if (!isSandboxUrl(target, sandbox.url) && !(await isCustomDomain(target.hostname, sandbox))) {
    return problem(
      403,
      'host-not-allowed',
      `The terminal reaches the local sandbox only, not ${target.host}. Use an amazonaws.com address, a custom domain name that you created, or ${sandbox.url}.`,
    );
  }
  const headers = toHeaders(pairs);
  if (!headers) {
    return problem(
      422,
      'invalid-header',
      'A header name or value holds characters that HTTP does not allow.',
    );
  }
  const body = Buffer.from(bodyBase64, 'base64');
  const hasBody = body.length > 0 && method !== 'GET' && method !== 'HEAD';
  try {
    const answer = await sandbox.fetch(
      new Request(target, { method, headers, ...(hasBody && { body }), redirect: 'manual' }),
    );
    return json({
      status: answer.status,
      headers: [...answer.headers],
      bodyBase64: Buffer.from(await answer.arrayBuffer()).toString('base64'),
    });
  } catch {
    return problem(
      502,
      'sandbox-down',
      'The local sandbox does not answer. Restart with npm start.',
    );
  }
};
