import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startSandboxWorker } from '#sandbox/worker';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

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
