import { onTestFinished } from 'vitest';
import { seededRandom } from '#core';
import { createQuickJsRuntime } from '../../../src/sandbox/adapters/quickjs/index.ts';
import type {
  RunRequest,
  SdkCall,
  SdkAnswer,
} from '../../../src/sandbox/services/lambda/runtime.ts';
import { movableClock } from '../gateway/support.ts';

export type Files = Readonly<Record<string, string>>;

export const filesOf = (files: Files) =>
  new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]));

export const runRequest = (files: Files, overrides: Partial<RunRequest> = {}): RunRequest => ({
  environmentKey: JSON.stringify([files, overrides.handler, overrides.nodeVersion]),
  files: () => filesOf(files),
  handler: 'index.handler',
  nodeVersion: 22,
  variables: {},
  memoryMb: 128,
  timeoutMs: 3000,
  event: '{}',
  context: {
    functionName: 'greet',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:greet',
    memoryLimitInMB: '128',
    awsRequestId: 'request-1',
    logGroupName: '/aws/lambda/greet',
    logStreamName: '2026/11/23/[$LATEST]0',
  },
  call: () => Promise.resolve({ ok: true, output: {} }),
  ...overrides,
});

/** A runtime on a clock that stands still. */
export function openRuntime(limits: { cpuMs?: number; silenceMs?: number } = {}) {
  const clock = movableClock();
  const runtime = createQuickJsRuntime({ clock, random: seededRandom(7), ...limits });
  onTestFinished(() => runtime.close());
  return {
    clock,
    runtime,
    run: (files: Files, overrides: Partial<RunRequest> = {}) =>
      runtime.run(runRequest(files, overrides)),
    /** Runs the body of a CommonJS handler. */
    runBody: (body: string, overrides: Partial<RunRequest> = {}) =>
      runtime.run(
        runRequest(
          { 'index.js': `exports.handler = async (event, context) => {${body}};` },
          overrides,
        ),
      ),
  };
}

/** Records SDK calls and answers them. */
export function recordCalls(answer: (call: SdkCall) => SdkAnswer) {
  const calls: SdkCall[] = [];
  return {
    calls,
    call: (call: SdkCall) => {
      calls.push(call);
      return Promise.resolve(answer(call));
    },
  };
}
