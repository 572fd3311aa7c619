import { Worker } from 'node:worker_threads';
import { AppError, type Clock, type Random } from '#core';
import type { LambdaRuntime, RunRequest, RunResult } from '../../services/lambda/runtime.ts';
import type { FromThread, ThreadOptions, ThreadRun, ToThread } from './thread-messages.ts';

export interface QuickJsOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Computing time an invocation may take, in milliseconds. */
  readonly cpuMs?: number;
  /** How long the thread may be silent before it is ended, in milliseconds. */
  readonly silenceMs?: number;
}

const CPU_MS = 2000;
const SILENCE_MS = 4000;
const PING_EVERY_MS = 500;

interface Waiting {
  readonly request: RunRequest;
  readonly resolve: (result: RunResult) => void;
  readonly reject: (error: Error) => void;
}

const threadRun = (request: RunRequest, now: number, seed: number): ThreadRun => ({
  environmentKey: request.environmentKey,
  files: request.files(),
  handler: request.handler,
  nodeVersion: request.nodeVersion,
  variables: request.variables,
  memoryMb: request.memoryMb,
  timeoutMs: request.timeoutMs,
  event: request.event,
  context: request.context,
  now,
  seed,
});

const stopped = ({ timeoutMs }: RunRequest): RunResult => ({
  outcome: { kind: 'timeout', isCpuLimit: true },
  log: '',
  durationMs: timeoutMs,
  initMs: undefined,
  memoryUsedMb: 0,
});

/**
 * Node handlers in QuickJS, in a thread of their own. QuickJS interrupts code that runs too long; where
 * it cannot (inside one of its own functions), the thread falls silent and is ended: the invocations
 * in it time out, and the next one gets a new thread.
 */
export function createQuickJsRuntime(options: QuickJsOptions): LambdaRuntime {
  const { clock, random, cpuMs = CPU_MS, silenceMs = SILENCE_MS } = options;
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let watch: NodeJS.Timeout | undefined;
  let lastHeard = 0;
  let last = 0;

  const send = (message: ToThread) => thread?.postMessage(message);

  function hear(message: FromThread): void {
    lastHeard = performance.now();
    if (message.type === 'pong') return;
    const one = waiting.get(message.id);
    if (message.type === 'call') {
      const { id, call, request } = message;
      void one?.request.call(request).then(
        (answer) => send({ type: 'answer', id, call, answer }),
        () => send({ type: 'answer', id, call, answer: FAULT }),
      );
      return;
    }
    waiting.delete(message.id);
    if (waiting.size === 0) rest();
    if (message.type === 'result') one?.resolve(message.result);
    else one?.reject(new AppError('lambda-runtime', message.message));
  }

  /** Nothing runs: the thread must not keep the process alive. */
  function rest(): void {
    clearInterval(watch);
    watch = undefined;
    thread?.unref();
  }

  function endThread(): void {
    const dead = thread;
    thread = undefined;
    rest();
    dead?.removeAllListeners();
    dead?.on('error', () => undefined);
    void dead?.terminate();
    for (const { request, resolve } of waiting.values()) resolve(stopped(request));
    waiting.clear();
  }

  function wake(): void {
    if (!thread) {
      thread = new Worker(new URL('./thread.ts', import.meta.url), {
        workerData: { cpuMs } satisfies ThreadOptions,
      });
      thread.on('message', hear);
      thread.on('error', endThread);
      thread.on('exit', endThread);
    }
    thread.ref();
    if (watch) return;
    lastHeard = performance.now();
    watch = setInterval(() => {
      if (performance.now() - lastHeard > silenceMs) endThread();
      else send({ type: 'ping' });
    }, PING_EVERY_MS);
  }

  return {
    run: (request) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { request, resolve, reject });
        wake();
        const seed = Math.floor(random.next() * 2 ** 32);
        send({ type: 'run', id: last, run: threadRun(request, clock.now(), seed) });
      }),
    reset: () => send({ type: 'reset' }),
    close: endThread,
  };
}

const FAULT = {
  ok: false,
  code: 'InternalFailure',
  message: 'The local sandbox failed on this call.',
  status: 500,
} as const;
