interface Message {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body?: Uint8Array | undefined;
  readonly signal?: AbortSignal | undefined;
}

const BODILESS = new Set(['GET', 'HEAD']);

/**
 * A Request that keeps every header. A browser silently drops those that page scripts may not set
 * (`Origin`, `Host`, `Cookie`, …), yet they are what a learner tries out with `curl -H`; the
 * request travels to the sandbox inside an envelope, so nothing forbidden reaches the browser's own wire.
 * @throws TypeError for a method that no Request may have (CONNECT, TRACE, TRACK) or a malformed URL
 */
export function createRequest({ method, url, headers, body, signal }: Message): Request {
  const sendsBody = body !== undefined && !BODILESS.has(method.toUpperCase());
  const request = new Request(url, {
    method,
    headers,
    ...(sendsBody && { body: new Uint8Array(body) }),
    ...(signal && { signal }),
  });
  const kept = new Headers(request.headers);
  headers.forEach((value, name) => kept.set(name, value));
  Object.defineProperty(request, 'headers', { value: kept });
  return request;
}

const NULL_BODY = new Set([101, 103, 204, 205, 304]);

/** A Response that keeps every header (a browser drops `Set-Cookie`) and takes a status without a body. */
export function createResponse(status: number, headers: Headers, body: Uint8Array): Response {
  const response = new Response(NULL_BODY.has(status) ? null : new Uint8Array(body), {
    status,
    headers,
  });
  Object.defineProperty(response, 'headers', { value: headers });
  return response;
}
