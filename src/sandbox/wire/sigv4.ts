/**
 * AWS Signature Version 4, the receiving side.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import type { SandboxCrypto } from '../ports.ts';
import { encodePart, parseQuery, splitUrl } from './url.ts';

/** How far a client's clock may be off. */
const SKEW_MS = 5 * 60_000;
const CREDENTIAL = /Credential=([^,\s]+)/;
const SIGNED_HEADERS = /SignedHeaders=([^,\s]+)/;
const SIGNATURE = /Signature=([^,\s]+)/;
const UNSIGNED = 'UNSIGNED-PAYLOAD';

/** What a signed request says about itself; nothing of it is proved yet. */
export interface Signature {
  readonly accessKeyId: string;
  /** `YYYYMMDD`. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  /** Lower-case hex. */
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly date: string;
  readonly sessionToken: string | undefined;
  /** Presigned requests: how long they hold, in seconds. */
  readonly expiresIn: number | undefined;
}

export type SignatureProblem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'malformed'; readonly message: string }
  | { readonly kind: 'expired'; readonly message: string }
  | { readonly kind: 'mismatch' };

const scopeOf = (credential: string) => {
  const parts = credential.split('/');
  const [accessKeyId, day, region, service, end] = parts;
  if (parts.length !== 5 || end !== 'aws4_request' || !accessKeyId || !day || !region || !service) {
    return undefined;
  }
  return { accessKeyId, day, region, service };
};

/** @returns the request's signature; undefined when it carries none; a problem when it is garbled. */
export function readSignature(request: Request): Signature | SignatureProblem {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) return fromHeader(request.headers, authorization);
  const { query } = splitUrl(request.url);
  return query.includes('X-Amz-Signature=') ? fromQuery(query) : { kind: 'missing' };
}

export const isSignature = (read: Signature | SignatureProblem): read is Signature =>
  'signature' in read;

function fromHeader(headers: Headers, authorization: string): Signature | SignatureProblem {
  if (!authorization.startsWith('AWS4-HMAC-SHA256')) {
    return {
      kind: 'malformed',
      message: `Authorization header requires the AWS4-HMAC-SHA256 algorithm. Authorization=${authorization.split(' ')[0]}`,
    };
  }
  const credential = CREDENTIAL.exec(authorization)?.[1];
  const signed = SIGNED_HEADERS.exec(authorization)?.[1];
  const signature = SIGNATURE.exec(authorization)?.[1];
  const date = headers.get('x-amz-date') ?? undefined;
  const lacks = [
    credential === undefined && "Authorization header requires 'Credential' parameter.",
    signature === undefined && "Authorization header requires 'Signature' parameter.",
    signed === undefined && "Authorization header requires 'SignedHeaders' parameter.",
    date === undefined &&
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
  ].filter((one) => one !== false);
  const scope = credential === undefined ? undefined : scopeOf(credential);
  if (lacks.length > 0 || !scope || !signed || !signature || !date) {
    const why =
      lacks.length > 0
        ? lacks.join(' ')
        : `'${credential}' not a valid key=value pair (missing equal-sign) in Authorization header`;
    return { kind: 'malformed', message: why };
  }
  return {
    ...scope,
    signedHeaders: signed.split(';'),
    signature,
    date,
    sessionToken: headers.get('x-amz-security-token') ?? undefined,
    expiresIn: undefined,
  };
}

function fromQuery(query: string): Signature | SignatureProblem {
  const values = new Map(parseQuery(query));
  const scope = scopeOf(values.get('X-Amz-Credential') ?? '');
  const signed = values.get('X-Amz-SignedHeaders');
  const signature = values.get('X-Amz-Signature');
  const date = values.get('X-Amz-Date');
  const expiresIn = Number(values.get('X-Amz-Expires'));
  if (!scope || !signed || !signature || !date || !Number.isFinite(expiresIn)) {
    return {
      kind: 'malformed',
      message:
        'The presigned URL lacks one of X-Amz-Credential, X-Amz-Date, X-Amz-Expires and X-Amz-SignedHeaders.',
    };
  }
  return {
    ...scope,
    signedHeaders: signed.split(';'),
    signature,
    date,
    sessionToken: values.get('X-Amz-Security-Token'),
    expiresIn,
  };
}

/** Milliseconds of `YYYYMMDDTHHMMSSZ`, or NaN. */
function timeOf(date: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (!match) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

const stamp = (ms: number) => new Date(ms).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');

/** @returns why the request's date does not count now, or undefined. */
export function dateProblem(signature: Signature, now: number): SignatureProblem | undefined {
  const sent = timeOf(signature.date);
  if (Number.isNaN(sent) || !signature.date.startsWith(signature.day)) {
    return {
      kind: 'malformed',
      message:
        'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.',
    };
  }
  if (sent > now + SKEW_MS) {
    return {
      kind: 'expired',
      message: `Signature not yet current: ${signature.date} is still later than ${stamp(now + SKEW_MS)} (${stamp(now)} + 5 min.)`,
    };
  }
  const lifetime = signature.expiresIn === undefined ? SKEW_MS : signature.expiresIn * 1000;
  return sent + lifetime < now
    ? {
        kind: 'expired',
        message: `Signature expired: ${signature.date} is now earlier than ${stamp(now - lifetime)} (${stamp(now)} - ${Math.round(lifetime / 60_000)} min.)`,
      }
    : undefined;
}

/** The path as clients sign it: every segment encoded once more (S3 alone does not). */
const canonicalPath = (path: string): string =>
  path
    .split('/')
    .map((segment) => encodePart(segment))
    .join('/');

function canonicalQuery(query: string): string {
  if (query === '') return '';
  return parseQuery(query)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encodePart(name), encodePart(value)] as const)
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hex = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += HEX[byte] ?? '';
  return text;
};

/** Compares without telling by its time where two texts begin to differ. */
function sameText(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index += 1)
    difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}

/** Checks signatures; remembers the signing keys it derived, which hold for a day. */
export function createVerifier(crypto: SandboxCrypto) {
  const keys = new Map<string, Uint8Array>();

  function signingKey(secret: string, { day, region, service }: Signature): Uint8Array {
    const name = `${secret}\n${day}\n${region}\n${service}`;
    const known = keys.get(name);
    if (known) return known;
    const key = [day, region, service, 'aws4_request'].reduce<Uint8Array | string>(
      (previous, part) => crypto.hmacSha256(previous, part),
      `AWS4${secret}`,
    );
    if (keys.size > 1000) keys.clear();
    const derived = typeof key === 'string' ? new TextEncoder().encode(key) : key;
    keys.set(name, derived);
    return derived;
  }

  /** @returns whether the signature was made with that secret over exactly this request. */
  return function verify(
    request: Request,
    body: Uint8Array,
    signature: Signature,
    secret: string,
  ): boolean {
    const { host, path, query } = splitUrl(request.url);
    const headers = signature.signedHeaders.map((name) => {
      const value = request.headers.get(name) ?? (name === 'host' ? host : '');
      return `${name}:${value.trim().replaceAll(/ +/g, ' ')}\n`;
    });
    const declared = request.headers.get('x-amz-content-sha256');
    const digest = declared === UNSIGNED ? UNSIGNED : crypto.sha256Hex(body);
    if (declared !== null && declared !== UNSIGNED && declared !== digest) return false;
    const scope = `${signature.day}/${signature.region}/${signature.service}/aws4_request`;
    const canonical = `${request.method}\n${canonicalPath(path)}\n${canonicalQuery(query)}\n${headers.join('')}\n${signature.signedHeaders.join(';')}\n${digest}`;
    const toSign = `AWS4-HMAC-SHA256\n${signature.date}\n${scope}\n${crypto.sha256Hex(canonical)}`;
    return sameText(
      hex(crypto.hmacSha256(signingKey(secret, signature), toSign)),
      signature.signature,
    );
  };
}
export type Verifier = ReturnType<typeof createVerifier>;
