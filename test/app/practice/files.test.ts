import { readFileSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seededRandom } from '#core';
import { openDocuments } from '#progress/lowdb';
import { openSqliteStore } from '#progress/sqlite';
import { createPractice } from '../../../src/app/use-cases/practice.ts';
import { tinyCatalog } from '../../support/catalog.ts';
import { fakeClock } from '../../support/clock.ts';
import { ada } from '../../support/events.ts';
import { answeredState, answerTo, asking, someScenarios, ZONE } from '../../support/practice.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const PRACTISE = join(import.meta.dirname, 'practise.ts');

/** Practice over real files. */
function opened(directory: string) {
  const notices: string[] = [];
  const onNotice = (sentence: string) => notices.push(sentence);
  const store = openSqliteStore({ path: join(directory, 'progress.sqlite'), onNotice });
  const documents = openDocuments({ directory, onNotice });
  onTestFinished(() => store.close());
  const catalog = tinyCatalog(someScenarios(12));
  const practice = createPractice({
    catalog: () => catalog,
    store,
    documents,
    clock: fakeClock(),
    random: seededRandom(3),
  });
  return { practice, store, documents, notices };
}

const today = { learner: ada, zone: ZONE, mode: 'today' } as const;
const sessionFile = (directory: string) => join(directory, 'learners', 'ada', 'session.json');

describe('practice over real files', () => {
  test('stands where it stood when the process ends without closing anything', async () => {
    const directory = temporaryDirectory();
    const first = opened(directory);
    const answered = await first.practice.answer(
      answerTo(asking(await first.practice.start(today)), ['b']),
    );
    const again = opened(directory);
    expect((await again.practice.current(ada)).state).toEqual(answered.state);
    expect(again.notices).toEqual([]);
  });

  test('a process killed while it practises loses no acknowledged answer, and the next one takes up its session', async () => {
    const directory = temporaryDirectory();
    const child = spawn(process.execPath, [PRACTISE, directory]);
    onTestFinished(() => void child.kill('SIGKILL'));
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.split('\n').length > 5) child.kill('SIGKILL');
    });
    const signal = await new Promise((resolve) => child.on('close', (_, by) => resolve(by)));
    expect(signal).toBe('SIGKILL');
    const acknowledged = text.split('\n').slice(0, -1);
    expect(acknowledged.length).toBeGreaterThanOrEqual(5);

    const { practice, store, notices } = opened(directory);
    const ids = (await Array.fromAsync(store.read(ada))).map(({ id }) => String(id));
    expect(ids).toEqual(expect.arrayContaining(acknowledged));
    const { state } = await practice.start(today);
    expect(state).toMatchObject({ progress: { answered: ids.length } });
    expect(notices).toEqual([]);
  }, 60_000);

  test('a damaged session is kept aside and a new one begun; no answer is lost', async () => {
    const directory = temporaryDirectory();
    const first = opened(directory);
    await first.practice.answer(answerTo(asking(await first.practice.start(today)), ['a']));
    const before = readFileSync(sessionFile(directory), 'utf8').slice(0, 40);
    writeFileSync(sessionFile(directory), before);
    const { practice, notices } = opened(directory);
    expect((await practice.start(today)).state.phase).toBe('asking');
    expect(notices).toEqual([
      'Your session could not be used: it is damaged. The file is kept as session.json.kept-1 in the data directory, and Gatewise goes on without it. Nothing was deleted.',
    ]);
    expect(readFileSync(`${sessionFile(directory)}.kept-1`, 'utf8')).toBe(before);
    expect((await practice.due(ada)).answeredToday).toBe(1);
  });

  test('two processes of one learner, such as the site and the command line, count each answer once', async () => {
    const directory = temporaryDirectory();
    const [site, shell] = [opened(directory), opened(directory)];
    const asked = asking(await site.practice.start(today));
    expect(asking(await shell.practice.start(today))).toEqual(asked);
    const [one, two] = await Promise.all([
      site.practice.answer(answerTo(asked, ['a'])),
      shell.practice.answer(answerTo(asked, ['a'])),
    ]);
    expect(answeredState(one).feedback.score).toEqual(answeredState(two).feedback.score);
    expect((await shell.practice.due(ada)).answeredToday).toBe(1);
    expect((await site.practice.due(ada)).answeredToday).toBe(1);
  });
});
