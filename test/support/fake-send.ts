import type { Send } from '#shell';

/** One request as the fake sandbox saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

export type Answer = (seen: SeenRequest) => Response;

/** A `send` that answers from memory and keeps what it was asked. */
export function fakeSend(answer: Answer): { readonly send: Send; readonly seen: SeenRequest[] } {
  const seen: SeenRequest[] = [];
  return {
    seen,
    async send(request) {
      const { method, url, headers } = request;
      const one = { method, url, headers, body: await request.text() };
      seen.push(one);
      return answer(one);
    },
  };
}

/** An error as API Gateway answers it. */
export const awsError = (status: number, code: string, message: string): Response =>
  Response.json({ message }, { status, headers: { 'x-amzn-errortype': code } });
