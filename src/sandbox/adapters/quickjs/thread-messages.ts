import type {
  InvocationContext,
  RunResult,
  SdkAnswer,
  SdkCall,
} from '../../services/lambda/runtime.ts';

/** A run as it travels to the thread: no functions, and the archive only when it is new there. */
export interface ThreadRun {
  readonly environmentKey: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly handler: string;
  readonly nodeVersion: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly event: string;
  readonly context: InvocationContext;
  /** The sandbox's time at the start, in milliseconds since 1970. */
  readonly now: number;
  readonly seed: number;
}

export type ToThread =
  | { readonly type: 'run'; readonly id: number; readonly run: ThreadRun }
  | {
      readonly type: 'answer';
      readonly id: number;
      readonly call: number;
      readonly answer: SdkAnswer;
    }
  | { readonly type: 'ping' }
  | { readonly type: 'reset' };

export type FromThread =
  | { readonly type: 'result'; readonly id: number; readonly result: RunResult }
  | { readonly type: 'fault'; readonly id: number; readonly message: string }
  | { readonly type: 'call'; readonly id: number; readonly call: number; readonly request: SdkCall }
  | { readonly type: 'pong' };

export interface ThreadOptions {
  /** Computing time an invocation may take, in milliseconds. */
  readonly cpuMs: number;
}
