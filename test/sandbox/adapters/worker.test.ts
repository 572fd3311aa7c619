import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import type * as WorkerThreads from 'node:worker_threads';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startSandboxWorker } from '#sandbox/worker';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** Every thread that was started, the newest last: what a test ends as a crash would. */
const threads = vi.hoisted((): WorkerThreads.Worker[] => []);
vi.mock('node:worker_threads', async (original) => {
  const real = await original<typeof WorkerThreads>();
  return {
    ...real,
    Worker: class extends real.Worker {
      constructor(...options: ConstructorParameters<typeof WorkerThreads.Worker>) {
        super(...options);
        threads.push(this);
      }
    },
  };
});

const client = new AwsClient({
  accessKeyId: 'test',
  secretAccessKey: 'test',
  region: 'us-east-1',
  service: 'apigateway',
  retries: 0,
});

async function start(dataDir: string) {
  const worker = await startSandboxWorker({ host: '127.0.0.1', port: 0, dataDir });
  onTestFinished(() => worker.close());
  const names = async () => {
    const answer = await client.fetch(`${worker.url}/restapis`);
    return ((await answer.json()) as { item: { name: string }[] }).item.map(({ name }) => name);
  };
  const create = (name: string) =>
    client.fetch(`${worker.url}/restapis`, { method: 'POST', body: JSON.stringify({ name }) });
  return { worker, names, create };
}

describe('the sandbox in its worker', () => {
  test('what was built is there after a restart', async () => {
    const dataDir = temporaryDirectory();
    const first = await start(dataDir);
    expect((await first.create('shop')).status).toBe(201);
    await first.worker.close();
    const second = await start(dataDir);
    expect(await second.names()).toEqual(['shop']);
  });

  test('a worker that dies comes back at the same address with what it had saved', async () => {
    const dataDir = temporaryDirectory();
    const { worker, create } = await start(dataDir);
    expect((await create('shop')).status).toBe(201);
    await vi.waitFor(() => expect(existsSync(join(dataDir, 'sandbox.json'))).toBe(true), 10_000);
    const dead = threads.at(-1);
    await dead?.terminate();

    const answer = await worker.fetch(await client.sign(`${worker.url}/restapis`));
    expect(((await answer.json()) as { item: { name: string }[] }).item).toMatchObject([
      { name: 'shop' },
    ]);
    expect(dead).toBeDefined();
    expect(threads.at(-1)).not.toBe(dead);
  });

  test('a saved state that cannot be read is kept aside, and the learner is told', async () => {
    const dataDir = temporaryDirectory();
    writeFileSync(join(dataDir, 'sandbox.json'), '{"version":');
    const { worker, names } = await start(dataDir);
    expect(await names()).toEqual([]);
    const aside =
      readdirSync(dataDir).find((name) => name.startsWith('sandbox.json.unreadable-')) ?? '';
    expect(readFileSync(join(dataDir, aside), 'utf8')).toBe('{"version":');
    expect(worker.notices).toEqual([
      `The sandbox's saved state could not be read. It was kept as ${join(dataDir, aside)}, and the sandbox starts empty.`,
    ]);
  });

  test('requests of the server reach deployed APIs by their AWS address', async () => {
    const { worker } = await start(temporaryDirectory());
    const answer = await worker.fetch(
      new Request('https://nothing123.execute-api.us-east-1.amazonaws.com/prod/items'),
    );
    expect([answer.status, await answer.json()]).toEqual([403, { message: 'Forbidden' }]);
  });
});
