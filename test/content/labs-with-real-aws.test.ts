import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seededRandom } from '#core';
import { runLab } from '#labs';
import { openSession } from '#labs/aws-sdk';
import { loadLab } from '#labs/load';
import { createSandbox } from '#sandbox';
import { nodeCrypto, serveSandbox } from '#sandbox/node-http';
import { resultOf } from '../support/lab-bench.ts';

const ROOT = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const hasAws = spawnSync('aws', ['--version']).status === 0;

/** Versions before 2.13 ignore AWS_ENDPOINT_URL and would talk to AWS: the wrapper names the endpoint itself. */
const WRAPPER = 'aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }\n';

describe.skipIf(!hasAws)(
  'lab scripts run unchanged with the real aws command (skipped where none is installed)',
  () => {
    test.each(['first-api', 'tiered-usage-plans'])(
      '%s: seed, then solution, then everything passes',
      { timeout: 240_000 },
      async (id) => {
        const sandbox = createSandbox({
          clock: { now: () => Date.now() },
          random: seededRandom(13),
          crypto: nodeCrypto,
          settleMs: 0,
        });
        const server = await serveSandbox(sandbox, { host: '127.0.0.1', port: 0 });
        const folder = await mkdtemp(join(tmpdir(), 'gatewise-lab-'));
        onTestFinished(async () => {
          await server.close();
          await rm(folder, { recursive: true, force: true });
        });
        const lab = await loadLab(ROOT, id);
        const env = {
          PATH: process.env.PATH,
          HOME: folder,
          AWS_ACCESS_KEY_ID: id,
          AWS_SECRET_ACCESS_KEY: 'test',
          AWS_DEFAULT_REGION: 'us-east-1',
          AWS_ENDPOINT_URL: server.url,
          AWS_PAGER: '',
        };
        for (const [name, script] of Object.entries({ seed: lab.seed, solution: lab.solution })) {
          const file = join(folder, `${name}.sh`);
          await writeFile(file, WRAPPER + script);
          await run('bash', [file], { env, cwd: folder });
        }
        const target = {
          kind: 'sandbox',
          endpoint: server.url,
          region: 'us-east-1',
          accessKeyId: id,
        } as const;
        const result = await resultOf(
          runLab(lab.check, { target, open: (onCall) => openSession({ target, onCall }) }),
        );
        expect(Object.values(result.verdicts).filter(({ verdict }) => verdict !== 'pass')).toEqual(
          [],
        );
        expect(result).toMatchObject({ status: 'pass', leftOut: [] });
      },
    );
  },
);
