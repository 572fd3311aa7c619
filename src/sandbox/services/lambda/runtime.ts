/** A call of the AWS SDK that a handler made. */
export interface SdkCall {
  /** Name in `SERVICE_NAMES`, or of a service the sandbox does not have. */
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** As the client was configured; by default the function's own. */
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
}

export type SdkAnswer =
  | { readonly ok: true; readonly output: unknown }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      readonly status: number;
    };

/** What a handler's `context` argument tells. */
export interface InvocationContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly clientContext?: unknown;
}

/** One invocation of a handler. */
export interface RunRequest {
  /** The same key means the same code and configuration: an environment that is warm may serve again. */
  readonly environmentKey: string;
  /** The unpacked archive by path, without a leading slash. */
  readonly files: () => ReadonlyMap<string, Uint8Array>;
  /** For example `index.handler`. */
  readonly handler: string;
  /** Major version of Node.js, which decides whether callbacks still count. */
  readonly nodeVersion: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** JSON text. */
  readonly event: string;
  readonly context: InvocationContext;
  /** Does what the handler's SDK clients ask for, as the function's role. */
  call(call: SdkCall): Promise<SdkAnswer>;
}

/**
 * How an invocation ended: `value` and `error` with JSON text (for `error` the payload AWS answers),
 * the others without.
 */
export type RunOutcome =
  | { readonly kind: 'value' | 'error'; readonly text: string }
  /** Over its time, or over the sandbox's own limit of computing time. */
  | { readonly kind: 'timeout'; readonly isCpuLimit: boolean }
  | { readonly kind: 'memory' }
  /** The process ended itself, or broke. */
  | { readonly kind: 'exit'; readonly status: number }
  /** The answer was larger than AWS takes, in bytes. */
  | { readonly kind: 'too-large'; readonly bytes: number };

export interface RunResult {
  readonly outcome: RunOutcome;
  /** What the handler wrote, one event per line. */
  readonly log: string;
  /** Computing time, and the time that timers and calls would have taken. */
  readonly durationMs: number;
  /** Of a cold start. */
  readonly initMs: number | undefined;
  readonly memoryUsedMb: number;
}

/** Runs Node handlers, shut off from the machine. */
export interface LambdaRuntime {
  /** Never rejects for what a handler does. */
  run(request: RunRequest): Promise<RunResult>;
  /** Ends the environments that are warm. */
  reset(): void;
  /** Ends what runs; a later run starts anew. */
  close(): void;
}

/** Source: docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (6 MB, and what JSON needs around it) */
export const MAX_PAYLOAD_BYTES = 6_291_556;
