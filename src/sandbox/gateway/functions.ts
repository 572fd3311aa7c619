/** A call of a Lambda function by the gateway. */
export interface FunctionCall {
  /** ARN of the function, perhaps with a version or alias. */
  readonly functionArn: string;
  /** JSON text. */
  readonly event: string;
  /** The `execute-api` ARN of the route or authorizer: the function's policy is asked about it. */
  readonly sourceArn: string;
  /** Account that owns the API. */
  readonly account: string;
  /** Role that calls in place of `apigateway.amazonaws.com`. */
  readonly role: string | undefined;
}

/** How the call ended. */
export type FunctionOutcome =
  | {
      readonly kind: 'answer';
      /** What the function returned, JSON text; of an error the payload that Lambda answers. */
      readonly payload: string;
      /** The handler threw, ran out of time or memory. */
      readonly isError: boolean;
    }
  /** It was not called. */
  | { readonly kind: 'denied' | 'missing' | 'throttled' | 'failed'; readonly detail: string };

/** Calls functions; rejects only for faults of the sandbox. */
export type InvokeFunction = (call: FunctionCall) => Promise<FunctionOutcome>;

const INVOCATION_URI =
  /^arn:aws[\w-]*:apigateway:[\w-]+:lambda:path\/[^/]+\/functions\/(.+)\/invocations$/;

/** The function's ARN in an integration URI: `…/functions/{arn}/invocations`, or the ARN itself. */
export function functionArnOf(uri: string): string | undefined {
  const inner = INVOCATION_URI.exec(uri)?.[1] ?? uri;
  return /^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w:$-]+$/.test(inner) ? inner : undefined;
}

/** Calls a function and stops waiting when the integration's time is over. */
export async function callInTime(
  invoke: InvokeFunction,
  call: FunctionCall,
  timeoutMs: number,
): Promise<FunctionOutcome | 'timeout'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), timeoutMs);
  });
  try {
    return await Promise.race([invoke(call), late]);
  } finally {
    clearTimeout(timer);
  }
}
