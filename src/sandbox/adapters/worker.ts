// The worker thread that owns the sandbox and its port. A hostile template can stop it, and not the site.
import { randomInt } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError, seededRandom } from '#core';
import { createSandbox, type Sandbox } from '../index.ts';
import { createQuickJsRuntime } from './quickjs/index.ts';
import { nodeCrypto, serveSandbox } from './node-http.ts';
import { openStateFile, type StateFile } from './state-file.ts';
import type { FromWorker, ToWorker, WorkerOptions } from './worker-messages.ts';

/** How long changes gather before they are written, in ms. */
const SAVE_AFTER_MS = 500;

// The worker's only way to be heard by whoever runs the server.
// eslint-disable-next-line no-console
const complain = (error: unknown) => console.error('The sandbox could not do this:', error);
const tell = (message: FromWorker) => parentPort?.postMessage(message);

function restore(sandbox: Sandbox, file: StateFile): string | undefined {
  const saved = file.read();
  if (saved === undefined) return undefined;
  try {
    sandbox.restore(saved);
    return undefined;
  } catch {
    const aside = file.keepAside(Date.now());
    return `The sandbox's saved state could not be read. It was kept as ${aside}, and the sandbox starts empty.`;
  }
}

/** Saves a while after the last change, and at once when asked. */
function createSaver(sandbox: Sandbox, file: StateFile) {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    try {
      file.write(sandbox.snapshot());
    } catch (error) {
      // A full disk must not stop the sandbox; the next change tries again.
      complain(error);
    }
  };
  return { save, soon: () => (timer ??= setTimeout(save, SAVE_AFTER_MS)) };
}

async function run({ host, port, dataDir }: WorkerOptions): Promise<void> {
  const clock = { now: () => Date.now() };
  const random = seededRandom(randomInt(2 ** 32));
  const lambda = createQuickJsRuntime({ clock, random });
  const sandbox = createSandbox({
    clock,
    random,
    lambda,
    crypto: nodeCrypto,
    fetch: (request) => fetch(request),
    onFault: complain,
  });
  const file = openStateFile(dataDir);
  const notice = restore(sandbox, file);
  const saver = createSaver(sandbox, file);
  const server = await serveSandbox(
    {
      async handle(request) {
        const response = await sandbox.handle(request);
        if (request.method !== 'GET' && request.method !== 'HEAD') saver.soon();
        return response;
      },
      connect: (request) => sandbox.connect(request),
      sweep: () => sandbox.sweep(),
    },
    { host, port },
    complain,
  );
  parentPort?.on('message', (message: ToWorker) => {
    if (message.type !== 'close') return;
    void server.close().then(() => {
      saver.save();
      lambda.close();
      tell({ type: 'closed' });
      parentPort?.close();
    });
  });
  tell({ type: 'listening', url: server.url, port: server.port, ...(notice ? { notice } : {}) });
}

run(workerData as WorkerOptions).catch((error: unknown) => {
  const fault = error instanceof AppError ? error : new AppError('sandbox', String(error));
  tell({ type: 'failed', code: fault.code, message: fault.message });
  parentPort?.close();
});
