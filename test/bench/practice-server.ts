// A process of its own for quiz.ts: the practice endpoints over a store on a disk, for as many learners as ask.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { loadCatalog } from '#catalog/files';
import { learnerId, seededRandom } from '#core';
import { openDocuments } from '#progress/lowdb';
import { openSqliteStore } from '#progress/sqlite';
import { createPractice, type Practice } from '../../src/app/use-cases/practice.ts';
import { callPractice } from '../support/practice-api.ts';

const directory = mkdtempSync(join(tmpdir(), 'gatewise-bench-'));
const catalog = await loadCatalog(join(import.meta.dirname, '../..'));
const store = openSqliteStore({ path: join(directory, 'progress.sqlite') });
const documents = openDocuments({ directory, onNotice: console.error });
const practice = createPractice({
  catalog: () => catalog,
  store,
  documents,
  clock: { now: () => Date.now() },
  random: seededRandom(1),
});

/** The site has one learner; here each request names its own. */
const as = (name: string): Practice => {
  const learner = learnerId(name);
  return {
    ...practice,
    start: (input) => practice.start({ ...input, learner }),
    answer: (input) => practice.answer({ ...input, learner }),
    next: (input) => practice.next({ ...input, learner }),
  };
};

const server = createServer((request, response) => {
  const route = request.url === '/answer' ? 'answer' : 'session';
  void (async () => {
    const learner = String(request.headers['x-learner']);
    const reply = await callPractice(as(learner), route, await text(request));
    response.writeHead(reply.status, { 'content-type': 'application/json' });
    response.end(await reply.text());
  })();
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) process.send?.(`http://127.0.0.1:${address.port}`);
});

process.once('message', () => {
  server.closeAllConnections();
  server.close(() => {
    void (async () => {
      await practice.close();
      await documents.close();
      await store.close();
      rmSync(directory, { recursive: true, force: true });
      process.disconnect();
    })();
  });
});
