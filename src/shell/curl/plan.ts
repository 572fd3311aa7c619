import { AwsV4Signer } from 'aws4fetch';
import type { Clock } from '#core';
import { bytesOf, toBase64 } from '../bytes.ts';
import type { CurlOptions } from './options.ts';

/** One request that curl is about to make. */
export interface Plan {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: Uint8Array | undefined;
}

export function methodOf(
  { method, headOnly, dataInUrl }: CurlOptions,
  body: Uint8Array | undefined,
): string {
  if (method) return method;
  if (headOnly) return 'HEAD';
  return body && !dataInUrl ? 'POST' : 'GET';
}

export function headersOf(options: CurlOptions, hasBody: boolean): Headers {
  const headers = new Headers({ accept: '*/*', 'user-agent': options.userAgent ?? 'curl/8.0' });
  const isJson = options.data.some(({ kind }) => kind === 'json');
  if (isJson) headers.set('accept', 'application/json');
  if (hasBody) {
    headers.set('content-type', isJson ? 'application/json' : 'application/x-www-form-urlencoded');
  }
  if (options.user && !options.sigv4) {
    headers.set('authorization', `Basic ${toBase64(bytesOf(options.user))}`);
  }
  if (options.referer) headers.set('referer', options.referer);
  if (options.cookie) headers.set('cookie', options.cookie);
  const seen = new Set<string>();
  for (const line of options.headers) {
    const [, name = '', mark, value = ''] = /^([^:;]+)([:;])\s*(.*)$/.exec(line) ?? [];
    // "Name:" removes a header, "Name;" sends it empty.
    if (mark === ':' && value === '') headers.delete(name);
    else if (mark && seen.has(name.toLowerCase())) headers.append(name, value);
    else if (mark) headers.set(name, value);
    seen.add(name.toLowerCase());
  }
  return headers;
}

/** `--aws-sigv4 "aws:amz:us-east-1:execute-api" --user KEY:SECRET` */
export async function sign(
  options: CurlOptions,
  plan: Plan,
  clock: Clock | undefined,
): Promise<Headers> {
  if (!options.sigv4) return plan.headers;
  const [, , region = 'us-east-1', service = 'execute-api'] = options.sigv4.split(':');
  const [accessKeyId = '', secretAccessKey = ''] = (options.user ?? '').split(':');
  const datetime = clock && new Date(clock.now()).toISOString().replaceAll(/[:-]|\.\d{3}/g, '');
  const signer = new AwsV4Signer({
    method: plan.method,
    url: plan.url.href,
    headers: plan.headers,
    body: new Uint8Array(plan.body ?? []),
    accessKeyId,
    secretAccessKey,
    region,
    service,
    ...(datetime && { datetime }),
  });
  return (await signer.sign()).headers;
}
