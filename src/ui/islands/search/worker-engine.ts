import type { Answer, Engine } from './protocol.ts';

/** Searches in a worker of its own, so that typing never waits. */
export function openWorkerEngine(onAnswer: (answer: Answer) => void): Engine {
  const worker = new Worker(new URL('../search.worker.ts', import.meta.url), { type: 'module' });
  let newest = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => onAnswer(data));
  worker.addEventListener('error', () => onAnswer({ kind: 'failed', id: newest }));
  return {
    ask(query) {
      newest = query.id;
      worker.postMessage(query);
    },
    close: () => worker.terminate(),
  };
}
