import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createLabDesk } from '../../src/app/use-cases/lab-desk.ts';
import { loadCatalog } from '#catalog/files';
import { labId, LOCAL_LEARNER, seededRandom, type ProgressEvent } from '#core';
import type { RunEvent } from '#labs';
import { loadLab } from '#labs/load';
import { createMemoryStore } from '#progress/memory';
import { createSandbox } from '#sandbox';
import { nodeCrypto } from '#sandbox/node-http';
import { createTerminal } from '#shell';
import { freshId } from '../support/events.ts';

const ROOT = join(import.meta.dirname, '../..');
const catalog = await loadCatalog(ROOT);
const asker = { learner: LOCAL_LEARNER, zone: 'Europe/Berlin' };
const hello = labId('first-api');
const shop = labId('tiered-usage-plans');

function openDesk() {
  const clock = { now: () => Date.now() };
  const sandbox = createSandbox({
    clock,
    random: seededRandom(5),
    crypto: nodeCrypto,
    settleMs: 0,
  });
  const door = {
    url: 'http://127.0.0.1:4566',
    fetch: (request: Request) => sandbox.handle(request),
  };
  const store = createMemoryStore();
  const desk = createLabDesk({
    catalog: () => catalog,
    store,
    sandbox: door,
    clock,
    random: seededRandom(6),
    loadLab: (id) => loadLab(ROOT, id),
  });
  const run = async (id: string, script: string) =>
    createTerminal({
      send: door.fetch,
      env: {
        AWS_ACCESS_KEY_ID: id,
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_DEFAULT_REGION: 'us-east-1',
      },
    }).runScript(script);
  const log = (): Promise<ProgressEvent[]> => Array.fromAsync(store.read(LOCAL_LEARNER));
  const verify = (id = hello): Promise<RunEvent[]> => Array.fromAsync(desk.verify(id, asker));
  return { desk, run, log, verify, store };
}

describe('a lab at its desk', () => {
  test('shows no hint and no solution before they are asked for', async () => {
    const { desk } = openDesk();
    const view = await desk.view(hello, LOCAL_LEARNER);
    expect(view?.objectives.map(({ hints, hintCount }) => [hints, hintCount])).toEqual(
      Array.from({ length: 4 }, () => [[], 3]),
    );
    expect(view).not.toHaveProperty('solution');
    expect(JSON.stringify(view)).not.toContain('put-integration-response');
  });

  test("starting over builds the starting state in the lab's own account, and leaves others alone", async () => {
    const { desk, run, verify } = openDesk();
    await run('first-api', (await desk.scripts(hello)).solution);
    expect(await desk.reset(shop)).toBe('reset');
    expect((await verify()).at(-1)).toMatchObject({ result: { status: 'pass' } });
    expect(await desk.reset(shop, { onlyIfEmpty: true })).toBe('kept');
    expect(await desk.reset(hello)).toBe('reset');
    expect((await verify()).at(-1)).toMatchObject({ result: { status: 'fail' } });
  });

  test('a verification streams calls, then verdicts, and keeps what it found', async () => {
    const { desk, run, verify, log } = openDesk();
    await run('first-api', (await desk.scripts(hello)).solution);
    const types = (await verify()).map(({ type }) => type);
    expect([types[0], types[1], types.at(-1)]).toEqual(['started', 'call', 'finished']);
    expect(await log()).toMatchObject([
      {
        type: 'lab-verified',
        labId: 'first-api',
        where: 'sandbox',
        source: 'local',
        zone: 'Europe/Berlin',
        passed: true,
        verdicts: {
          'rest-api': 'pass',
          'mock-method': 'pass',
          'deployed-to-dev': 'pass',
          'answers-hello': 'pass',
        },
      },
    ]);
    expect((await desk.view(hello, LOCAL_LEARNER))?.standing).toEqual({
      sandbox: { state: 'passed', hints: 0, sawSolution: false },
      aws: { state: 'untouched', hints: 0, sawSolution: false },
    });
  });

  test('a verification that is stopped keeps nothing', async () => {
    const { desk, log } = openDesk();
    const stop = new AbortController();
    const events = desk.verify(hello, { ...asker, signal: stop.signal });
    await events.next();
    stop.abort();
    await expect(Array.fromAsync(events)).rejects.toThrow('aborted');
    expect(await log()).toEqual([]);
  });

  test('hints come step by step, and each is counted once', async () => {
    const { desk } = openDesk();
    const ask = (step: number) =>
      desk.revealHint(hello, { ...asker, objectiveId: 'rest-api', step });
    expect(await ask(1)).toHaveLength(1);
    expect(await ask(1)).toHaveLength(1);
    expect(await ask(3)).toHaveLength(3);
    expect(await ask(4)).toBeUndefined();
    const view = await desk.view(hello, LOCAL_LEARNER);
    expect(view?.standing.sandbox).toEqual({ state: 'untouched', hints: 3, sawSolution: false });
    expect(view?.objectives[0]?.hints).toHaveLength(3);
  });

  test('the badge says that the solution was seen, unless the lab was passed before', async () => {
    const before = openDesk();
    await before.desk.revealSolution(hello, asker);
    await before.run('first-api', (await before.desk.scripts(hello)).solution);
    await before.verify();
    expect(
      (await before.desk.list(LOCAL_LEARNER)).find(({ id }) => id === hello)?.standing.sandbox,
    ).toEqual({ state: 'passed', hints: 0, sawSolution: true });

    const after = openDesk();
    await after.run('first-api', (await after.desk.scripts(hello)).solution);
    await after.verify();
    await after.desk.revealSolution(hello, asker);
    const view = await after.desk.view(hello, LOCAL_LEARNER);
    expect(view?.standing.sandbox.sawSolution).toBe(false);
    expect(view?.solution).toContain('create-rest-api');
  });

  test('what was recorded on AWS has a standing of its own, and leaves the page’s verdicts alone', async () => {
    const { desk, store } = openDesk();
    const onAws = {
      id: freshId(),
      v: 1,
      learner: LOCAL_LEARNER,
      at: '2026-11-23T10:00:00.000Z',
      zone: 'UTC',
      source: 'cli',
      type: 'lab-verified',
      labId: hello,
      where: 'aws',
      verdicts: { 'rest-api': 'pass' },
      passed: true,
    } as const;
    await store.append(LOCAL_LEARNER, [onAws]);
    await desk.revealSolution(hello, asker);
    const view = await desk.view(hello, LOCAL_LEARNER);
    expect(view?.standing).toEqual({
      sandbox: { state: 'untouched', hints: 0, sawSolution: true },
      aws: { state: 'passed', hints: 0, sawSolution: false },
    });
    expect(view?.objectives[0]).not.toHaveProperty('latest');
  });

  test('the way of a request can be read', async () => {
    const { desk, run, verify } = openDesk();
    await run('first-api', (await desk.scripts(hello)).solution);
    await verify();
    expect(await desk.traces(hello, 5)).toMatchObject({
      traces: [{ method: 'GET', path: '/hello', status: 200 }],
    });
  });

  test('a lab that nobody wrote is told in words', async () => {
    const { desk } = openDesk();
    expect(await desk.view(labId('nope'), LOCAL_LEARNER)).toBeUndefined();
    await expect(desk.reset(labId('nope'))).rejects.toThrow(
      'There is no lab "nope". The labs are listed at /labs.',
    );
  });
});
