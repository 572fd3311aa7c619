import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '#progress/sqlite';
import { describeProgressStore } from '../contracts/progress-store.ts';
import { ada, answered } from '../support/events.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const WRITER = join(import.meta.dirname, 'write-answers.ts');

const temporaryPath = () => join(temporaryDirectory(), 'progress.sqlite');

describeProgressStore('sqlite', async () => openSqliteStore({ path: temporaryPath() }));

/** Starts a writer. @returns the ids it said were saved, once it ended or was killed after `killAfter` of them */
async function writer(path: string, prefix: string, count: number, killAfter = Infinity) {
  const child = spawn(process.execPath, [WRITER, path, prefix, String(count)]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (text.split('\n').length > killAfter) child.kill('SIGKILL');
  });
  let trouble = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (trouble += chunk));
  const signal = await new Promise((resolve) => child.on('close', (_, by) => resolve(by)));
  // A last line without its newline was not wholly acknowledged.
  return { saved: text.split('\n').slice(0, -1), signal, trouble };
}

async function idsIn(path: string): Promise<string[]> {
  const store = openSqliteStore({ path });
  onTestFinished(() => store.close());
  return (await Array.fromAsync(store.read(ada))).map(({ id }) => id);
}

describe('the log survives what happens to processes', () => {
  test('two processes write at once and nothing is lost', async () => {
    const path = temporaryPath();
    const [one, two] = await Promise.all([writer(path, 'one', 300), writer(path, 'two', 300)]);
    expect([one.trouble, two.trouble]).toEqual(['', '']);
    const ids = await idsIn(path);
    expect(ids).toHaveLength(600);
    expect(new Set(ids)).toEqual(new Set([...one.saved, ...two.saved]));
  }, 60_000);

  test('a process killed while it writes loses no acknowledged answer', async () => {
    const path = temporaryPath();
    for (const killAfter of [1, 7, 40]) {
      const { saved, signal } = await writer(path, `run-${killAfter}`, 1_000_000, killAfter);
      expect(signal).toBe('SIGKILL');
      expect(saved.length).toBeGreaterThanOrEqual(killAfter);
      const ids = new Set(await idsIn(path));
      expect(saved.filter((id) => !ids.has(id))).toEqual([]);
    }
  }, 60_000);

  test('a reader sees what another process wrote after it opened', async () => {
    const path = temporaryPath();
    const store = openSqliteStore({ path });
    onTestFinished(() => store.close());
    const cursor = await store.append(ada, [answered()]);
    await writer(path, 'cli', 3);
    const later = await Array.fromAsync(store.read(ada, cursor));
    expect(later.map(({ id }) => id)).toEqual(['cli-0', 'cli-1', 'cli-2']);
  }, 60_000);
});

describe('a file that cannot be used is kept aside', () => {
  test('garbage is renamed, told, and a new log begins', async () => {
    const path = temporaryPath();
    writeFileSync(path, 'this is no database, but it is somebody’s file'.repeat(200));
    const notices: string[] = [];
    const store = openSqliteStore({ path, onNotice: (sentence) => notices.push(sentence) });
    onTestFinished(() => store.close());
    expect(notices).toEqual([
      'Your progress log could not be used, since it is damaged. It is kept as progress.sqlite.kept-1 in the data directory, and a new log was begun. Nothing was deleted.',
    ]);
    expect(readFileSync(`${path}.kept-1`, 'utf8')).toContain('somebody’s file');
    await store.append(ada, [answered()]);
    expect(await Array.fromAsync(store.read(ada))).toHaveLength(1);
  });

  test('a second damaged file does not replace the first', () => {
    const path = temporaryPath();
    for (const text of ['one', 'two']) {
      writeFileSync(path, text.repeat(2_000));
      const store = openSqliteStore({ path });
      void store.close();
    }
    expect(readFileSync(`${path}.kept-1`, 'utf8').slice(0, 3)).toBe('one');
    expect(readFileSync(`${path}.kept-2`, 'utf8').slice(0, 3)).toBe('two');
  });

  test('damage inside a real log is noticed when it is opened', async () => {
    const path = temporaryPath();
    const store = openSqliteStore({ path });
    await store.append(
      ada,
      Array.from({ length: 500 }, () => answered()),
    );
    await store.close();
    const bytes = readFileSync(path);
    bytes.fill(0xff, 4096 * 3, 4096 * 20);
    writeFileSync(path, bytes);
    const notices: string[] = [];
    const again = openSqliteStore({ path, onNotice: (sentence) => notices.push(sentence) });
    onTestFinished(() => again.close());
    expect(notices).toHaveLength(1);
    expect(readFileSync(`${path}.kept-1`).equals(bytes)).toBe(true);
  });

  test('a log of a newer version is left whole', () => {
    const path = temporaryPath();
    const newer = new DatabaseSync(path);
    newer.exec('CREATE TABLE future (x); PRAGMA user_version = 7;');
    newer.close();
    const notices: string[] = [];
    const store = openSqliteStore({ path, onNotice: (sentence) => notices.push(sentence) });
    onTestFinished(() => store.close());
    expect(notices[0]).toBe(
      'Your progress log could not be used, since it was written by a newer version of Gatewise. It is kept as progress.sqlite.kept-1 in the data directory, and a new log was begun. Nothing was deleted.',
    );
    const kept = new DatabaseSync(`${path}.kept-1`);
    onTestFinished(() => kept.close());
    expect(kept.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'future' }]);
  });

  test('a place where nothing can be written is a fault that says what to do', () => {
    const directory = temporaryDirectory();
    expect(() => openSqliteStore({ path: directory })).toThrow(
      'Check that the disk has room and that this user may write there.',
    );
    expect(readdirSync(directory)).toEqual([]);
  });
});
