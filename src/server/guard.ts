import type { IncomingMessage } from 'node:http';

/** Sent with every answer; the content security policy comes from Astro, page by page. */
export const SECURITY_HEADERS: readonly (readonly [string, string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'same-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['x-frame-options', 'DENY'],
];

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);
const WILDCARD = new Set(['0.0.0.0', '::']);

/** The host of a `Host` or `Origin` header without its port; undefined when it is not one. */
function hostnameOf(authority: string | undefined): string | undefined {
  if (!authority || !URL.canParse(`http://${authority}`)) return undefined;
  return new URL(`http://${authority}`).hostname.replaceAll(/^\[|\]$/g, '');
}

/**
 * Refuses names that do not belong to this server (DNS rebinding) and writes that come from another site.
 * @param host the address that the server listens on
 */
export function refusal(
  request: Pick<IncomingMessage, 'method' | 'headers'>,
  host: string,
): { status: number; message: string } | undefined {
  const hostname = hostnameOf(request.headers.host);
  const isKnown =
    hostname !== undefined && (LOOPBACK.has(hostname) || hostname === host || WILDCARD.has(host));
  if (!isKnown) {
    return {
      status: 421,
      message: `This server does not answer for "${request.headers.host ?? ''}". Open http://localhost instead, or set HOST.`,
    };
  }
  const { origin } = request.headers;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (
    !isRead &&
    origin !== undefined &&
    origin !== `http://${request.headers.host ?? ''}` &&
    origin !== `https://${request.headers.host ?? ''}`
  ) {
    return {
      status: 403,
      message: 'Another site tried to write here. Only pages of this server may.',
    };
  }
  return undefined;
}
