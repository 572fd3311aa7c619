// `npm run bench:scheduler`: what the queue is worth against others, on simulated learners. Some minutes;
// Ctrl-C stops it. `-- --write` writes the page of the handbook, `-- --learners 20` is a quick look.
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { format, resolveConfig } from 'prettier';
import { JUDGED, LEARNERS, TOLD, type Cell, type World } from './cells.ts';
import { POLICY_NAMES, type PolicyName } from './policies/index.ts';
import { judge, page } from './report.ts';
import type { Outcome } from './simulate.ts';

const PAGE = join(import.meta.dirname, '../../../content/handbook/scheduler-benchmark.md');

const nameOf = ({ truth, budget }: World, policy: PolicyName) =>
  `${truth}, ${budget.name}, ${policy}`;

/** Runs one cell in a thread of its own. */
const inWorker = (cell: Cell, learners: number) =>
  new Promise<readonly Outcome[]>((resolve, reject) => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: { cell, learners },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

async function runAll(learners: number): Promise<Map<string, readonly Outcome[]>> {
  const waiting: Cell[] = [...JUDGED, ...TOLD].flatMap((world) =>
    POLICY_NAMES.map((policy) => ({ ...world, policy })),
  );
  const all = waiting.length;
  const results = new Map<string, readonly Outcome[]>();
  const work = async () => {
    for (let cell = waiting.shift(); cell; cell = waiting.shift()) {
      const name = nameOf(cell, cell.policy);
      results.set(name, await inWorker(cell, learners));
      process.stderr.write(`${results.size}/${all}  ${name}\n`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  return results;
}

const { values } = parseArgs({
  options: { learners: { type: 'string' }, write: { type: 'boolean', default: false } },
});
const learners = Number(values.learners ?? LEARNERS);
const outcomes = await runAll(learners);
const results = (world: World, policy: PolicyName) => outcomes.get(nameOf(world, policy)) ?? [];
const text = await format(page(results), { ...(await resolveConfig(PAGE)), parser: 'markdown' });
console.log(text);
if (values.write) await writeFile(PAGE, text);
const { mean, worst, holds } = judge(results);
console.log(
  `${learners} learners: ${mean.toFixed(2)} points in the mean, ${worst.toFixed(2)} in the worst cell.`,
);
if (!holds) process.exitCode = 1;
