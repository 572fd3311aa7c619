/** A request on its way to `/api/sandbox`, and the answer on its way back. */
export interface SandboxRequestEnvelope {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly bodyBase64: string;
}

export interface SandboxResponseEnvelope {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly bodyBase64: string;
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

type CreateResponse = (status: number, headers: Headers, body: Uint8Array) => Response;

/**
 * Sends the terminal's requests to the local sandbox by way of the page's own server: AWS's host
 * names stay what the learner wrote, and nothing leaves this machine.
 * @param createResponse `createResponse` of `#shell`, which is loaded late
 */
export const createBridge =
  (createResponse: CreateResponse) =>
  async (request: Request): Promise<Response> => {
    const envelope: SandboxRequestEnvelope = {
      method: request.method,
      url: request.url,
      headers: [...request.headers],
      bodyBase64: toBase64(new Uint8Array(await request.arrayBuffer())),
    };
    const answer = await fetch('/api/sandbox', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(envelope),
      signal: request.signal,
    });
    if (!answer.ok) throw new Error(`The bridge to the sandbox answered ${answer.status}.`);
    // Our own endpoint wrote it.
    const { status, headers, bodyBase64 } = (await answer.json()) as SandboxResponseEnvelope;
    const kept = new Headers();
    for (const [name, value] of headers) kept.append(name, value);
    return createResponse(status, kept, fromBase64(bodyBase64));
  };
