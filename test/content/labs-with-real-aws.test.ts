import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seededRandom } from '#core';
import { runLab } from '#labs';
import { openSession } from '#labs/aws-sdk';
import { listLabs, loadLab, type LabFiles } from '#labs/load';
import { createSandbox } from '#sandbox';
import { nodeCrypto, serveSandbox } from '#sandbox/node-http';
import { createQuickJsRuntime } from '../../src/sandbox/adapters/quickjs/index.ts';
import { resultOf, stepsOf } from '../support/lab-bench.ts';

const ROOT = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const hasAws = spawnSync('aws', ['--version']).status === 0;

/** Versions before 2.13 ignore AWS_ENDPOINT_URL and would talk to AWS: the wrapper names the endpoint itself. */
const WRAPPER = 'aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }\n';

/** Every command of the real `aws` takes a second, so only `npm run test:aws` builds all labs, variants included. */
const isThorough = process.env.ALL_LABS === 'yes';
const ids = isThorough ? await listLabs(ROOT) : ['first-api', 'tiered-usage-plans'];

/** What a lab's verification finds after scripts ran in real bash against the sandbox's port. */
async function verdictsAfter(lab: LabFiles, scripts: readonly string[]) {
  const clock = { now: () => Date.now() };
  const lambda = createQuickJsRuntime({ clock, random: seededRandom(3) });
  const sandbox = createSandbox({
    clock,
    random: seededRandom(13),
    crypto: nodeCrypto,
    settleMs: 0,
    lambda,
  });
  const server = await serveSandbox(sandbox, { host: '127.0.0.1', port: 0 });
  const folder = await mkdtemp(join(tmpdir(), 'gatewise-lab-'));
  onTestFinished(async () => {
    await server.close();
    lambda.close();
    await rm(folder, { recursive: true, force: true });
  });
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    AWS_ACCESS_KEY_ID: lab.id,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: server.url,
    AWS_PAGER: '',
  };
  for (const script of scripts) {
    const file = join(folder, 'script.sh');
    await writeFile(file, WRAPPER + script);
    await run('bash', [file], { env, cwd: folder });
  }
  const target = {
    kind: 'sandbox',
    endpoint: server.url,
    region: 'us-east-1',
    accessKeyId: lab.id,
  } as const;
  return resultOf(runLab(lab.check, { target, open: (onCall) => openSession({ target, onCall }) }));
}

describe.skipIf(!hasAws)(
  'lab scripts run unchanged with the real aws command (skipped where none is installed)',
  async () => {
    const labs = await Promise.all(ids.map((id) => loadLab(ROOT, id)));
    const builds = labs.flatMap((lab) => [
      ['solution', lab, [lab.seed, lab.solution]] as const,
      ...Object.entries(isThorough ? lab.variants : {}).map(
        ([name, script]) => [name, lab, stepsOf(lab, script)] as const,
      ),
    ]);
    test.each(builds.map(([name, lab, scripts]) => [lab.id, name, lab, scripts] as const))(
      '%s: after %s everything passes',
      { timeout: 240_000 },
      async (_id, _name, lab, scripts) => {
        const result = await verdictsAfter(lab, scripts);
        expect(Object.values(result.verdicts).filter(({ verdict }) => verdict !== 'pass')).toEqual(
          [],
        );
        expect(result).toMatchObject({ status: 'pass', leftOut: [] });
      },
    );
  },
);
