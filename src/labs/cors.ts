import type { ProbeAnswer, ProbeRequest } from './probe.ts';

/** What a page of another origin needs to be told. */
export interface CorsWish {
  /** As the browser sends it: scheme and host, without a slash at the end. */
  readonly origin: string;
  /** Methods that the page uses; absent where the answer itself is looked at and not the preflight. */
  readonly methods?: readonly string[];
  /** Request headers that the page sets. */
  readonly headers?: readonly string[];
}

/** The answer's headers that decide, in lower case. */
export const CORS_HEADERS = [
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
] as const;
export type CorsHeader = (typeof CORS_HEADERS)[number];

const listOf = (value: string) => value.split(',').map((one) => one.trim());
const shownNames = (names: readonly string[]) => names.join(', ');

function missingOf(
  value: string,
  wanted: readonly string[],
  isCovered: (offered: readonly string[], name: string) => boolean,
): readonly string[] {
  const offered = listOf(value);
  return wanted.filter((name) => !isCovered(offered, name));
}

/** Methods are compared letter by letter. */
const coversMethod = (offered: readonly string[], name: string) =>
  offered.includes('*') || offered.includes(name);

/** Names of headers know no case, and `*` does not stand for `Authorization`. */
const coversHeader = (offered: readonly string[], name: string) =>
  offered.some((one) => one.toLowerCase() === name.toLowerCase()) ||
  (offered.includes('*') && name.toLowerCase() !== 'authorization');

/**
 * What a browser would miss in an answer, as sentences; empty when it lets the page go on.
 * Source: https://fetch.spec.whatwg.org/#http-cors-protocol
 * @param headers of the answer, by name in lower case
 */
export function corsProblems(
  headers: Readonly<Partial<Record<CorsHeader, string>>>,
  { origin, methods, headers: wantedHeaders }: CorsWish,
): readonly string[] {
  const problems: string[] = [];
  const allowed = headers['access-control-allow-origin'];
  if (allowed === undefined) problems.push('It has no Access-Control-Allow-Origin.');
  else if (allowed !== '*' && allowed !== origin)
    problems.push(
      `Access-Control-Allow-Origin is "${allowed}", and a browser compares it with ${origin} letter by letter.`,
    );
  for (const [name, title, wanted, isCovered] of [
    ['access-control-allow-methods', 'Access-Control-Allow-Methods', methods, coversMethod],
    ['access-control-allow-headers', 'Access-Control-Allow-Headers', wantedHeaders, coversHeader],
  ] as const) {
    if (!wanted) continue;
    const value = headers[name];
    if (value === undefined) {
      problems.push(`It has no ${title}.`);
      continue;
    }
    const missing = missingOf(value, wanted, isCovered);
    if (missing.length === 0) continue;
    const star = value.trim() === '*' ? ' ("*" does not stand for Authorization in a browser)' : '';
    problems.push(`${title} is "${value}", without ${shownNames(missing)}${star}.`);
  }
  return problems;
}

/** @returns the three headers of an answer that {@link corsProblems} looks at */
export const corsHeadersOf = ({
  headers,
}: Pick<ProbeAnswer, 'headers'>): Partial<Record<CorsHeader, string>> =>
  Object.fromEntries(
    CORS_HEADERS.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/**
 * The question that a browser sends before the real request: no token, no key, no body.
 * @param wish its first method is the one that is asked for
 */
export const preflightRequest = (
  { apiId, stage, path }: Pick<ProbeRequest, 'apiId' | 'stage' | 'path'>,
  { origin, methods = [], headers = [] }: CorsWish,
): ProbeRequest => ({
  apiId,
  stage,
  path,
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': methods[0] ?? 'GET',
    ...(headers.length > 0 && {
      'access-control-request-headers': headers.map((name) => name.toLowerCase()).join(','),
    }),
  },
});
