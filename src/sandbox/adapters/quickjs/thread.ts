// The thread in which handlers run: what cannot be interrupted is ended together with it.
import { parentPort, workerData } from 'node:worker_threads';
import { seededRandom } from '#core';
import type { RunRequest, RunResult, SdkAnswer } from '../../services/lambda/runtime.ts';
import { createEnvironment, type Environment } from './environment.ts';
import { createInstance } from './instance.ts';
import type { FromThread, ThreadOptions, ThreadRun, ToThread } from './thread-messages.ts';

/** Environments kept warm, over all functions. */
const MAX_WARM = 4;

const { cpuMs } = workerData as ThreadOptions;
const tell = (message: FromThread) => parentPort?.postMessage(message);
const answers = new Map<string, (answer: SdkAnswer) => void>();
let warm: (readonly [key: string, environment: Environment])[] = [];
let calls = 0;

function requestOf(id: number, run: ThreadRun): RunRequest {
  return {
    ...run,
    files: () => run.files,
    call: (request) =>
      new Promise((resolve) => {
        calls += 1;
        answers.set(`${id}/${calls}`, resolve);
        tell({ type: 'call', id, call: calls, request });
      }),
  };
}

async function execute(id: number, run: ThreadRun): Promise<RunResult> {
  const request = requestOf(id, run);
  const at = warm.findIndex(([key]) => key === run.environmentKey);
  const known = at < 0 ? undefined : warm.splice(at, 1)[0]?.[1];
  const environment =
    known ?? createEnvironment(await createInstance(run.memoryMb), request, { cpuMs });
  const result = await environment.run(request, { now: run.now, random: seededRandom(run.seed) });
  if (environment.isUsable())
    warm = [...warm, [run.environmentKey, environment] as const].slice(-MAX_WARM);
  return result;
}

parentPort?.on('message', (message: ToThread) => {
  switch (message.type) {
    case 'run':
      execute(message.id, message.run).then(
        (result) => tell({ type: 'result', id: message.id, result }),
        (error: unknown) => tell({ type: 'fault', id: message.id, message: String(error) }),
      );
      return;
    case 'answer': {
      const key = `${message.id}/${message.call}`;
      answers.get(key)?.(message.answer);
      answers.delete(key);
      return;
    }
    case 'ping':
      tell({ type: 'pong' });
      return;
    case 'reset':
      warm = [];
  }
});
