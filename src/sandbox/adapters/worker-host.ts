import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { AppError } from '#core';
import type { FromWorker, ToWorker, WorkerOptions } from './worker-messages.ts';

/** The running sandbox, seen from the server. */
export interface SandboxWorker {
  /** Where it answers AWS clients. */
  readonly url: string;
  /** What the learner must be told, such as a saved state that could not be read. */
  readonly notices: readonly string[];
  /** Sends one request to the worker; its `Host` header, else the URL's host, travels as `Host`, whatever it is. */
  fetch(request: Request): Promise<Response>;
  /** Saves the state and ends the worker; a second call waits for the first. */
  close(): Promise<void>;
}

/** Above this the worker is ended and starts again from its last saved state, in MiB. */
const MEMORY_LIMIT_MB = 768;

/** How often a dead worker is started again, and how long the first pause is, in ms. */
const MAX_RELAUNCHES = 8;
const RELAUNCH_AFTER_MS = 50;

const listening = (worker: Worker) =>
  new Promise<Extract<FromWorker, { type: 'listening' }>>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message: FromWorker) => {
      if (message.type === 'listening') resolve(message);
      else
        reject(
          new AppError(
            message.type === 'failed' ? message.code : 'sandbox',
            message.type === 'failed' ? message.message : 'The sandbox closed while it started.',
          ),
        );
    });
  });

/**
 * Starts the sandbox in a worker thread that owns its port. A worker that dies is started again from its last saved state.
 * @throws AppError `port-busy` when something else listens there
 */
export async function startSandboxWorker(options: WorkerOptions): Promise<SandboxWorker> {
  const notices: string[] = [];
  let isClosing = false;
  const launch = async (port: number): Promise<{ worker: Worker; port: number; url: string }> => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { ...options, port } satisfies WorkerOptions,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB },
    });
    const ready = await listening(worker);
    if (ready.notice) notices.push(ready.notice);
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      if (isClosing) return;
      running = relaunch(ready.port);
      // Without this, a failure nobody waits for would end the server.
      running.catch(() => undefined);
    });
    return { worker, port: ready.port, url: ready.url };
  };
  /** One that dies again at once waits longer each time; whoever asks meanwhile waits with it. */
  const relaunch = async (port: number, attempt = 1): ReturnType<typeof launch> => {
    try {
      return await launch(port);
    } catch (error) {
      if (isClosing || attempt === MAX_RELAUNCHES) throw error;
      await sleep(RELAUNCH_AFTER_MS * 2 ** attempt);
      return relaunch(port, attempt + 1);
    }
  };
  let running = launch(options.port);
  const { url } = await running;
  const close = async () => {
    isClosing = true;
    const { worker } = await running.catch(() => ({ worker: undefined }));
    if (!worker) return;
    await new Promise<void>((resolve) => {
      worker.once('exit', () => resolve());
      worker.postMessage({ type: 'close' } satisfies ToWorker);
    });
  };
  let closed: Promise<void> | undefined;
  return {
    url,
    notices,
    async fetch(request) {
      return send(request, options.host, (await running).port);
    },
    close: () => (closed ??= close()),
  };
}

async function send(request: Request, host: string, port: number): Promise<Response> {
  const { host: meant, pathname, search } = new URL(request.url);
  const body = Buffer.from(await request.arrayBuffer());
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        host: host === '0.0.0.0' ? '127.0.0.1' : host,
        port,
        method: request.method,
        path: pathname + search,
        headers: {
          host: meant,
          ...Object.fromEntries(request.headers),
          'content-length': body.length,
        },
        signal: request.signal,
      },
      (incoming) => {
        const headers = new Headers();
        for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
          headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '');
        }
        const status = incoming.statusCode ?? 500;
        const isEmpty = status === 204 || status === 304;
        resolve(
          new Response(isEmpty ? null : (Readable.toWeb(incoming) as ReadableStream), {
            status,
            headers,
          }),
        );
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
