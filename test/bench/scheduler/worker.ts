import { parentPort, workerData } from 'node:worker_threads';
import { runCell, SEED, type Cell } from './cells.ts';

// `worker.ts` is started by `main.ts` with just this.
const { cell, learners } = workerData as { readonly cell: Cell; readonly learners: number };
parentPort?.postMessage(runCell(cell, learners, SEED));
