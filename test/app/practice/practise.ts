// A process of its own for files.test.ts: practises without end, and prints the id of each answer once it is acknowledged.
import { join } from 'node:path';
import { seededRandom } from '#core';
import { openDocuments } from '#progress/lowdb';
import { openSqliteStore } from '#progress/sqlite';
import { createPractice } from '../../../src/app/use-cases/practice.ts';
import { tinyCatalog } from '../../support/catalog.ts';
import { fakeClock } from '../../support/clock.ts';
import { ada } from '../../support/events.ts';
import { answerTo, screenOf, someScenarios, ZONE } from '../../support/practice.ts';

const [directory = ''] = process.argv.slice(2);
const catalog = tinyCatalog(someScenarios(12));
const practice = createPractice({
  catalog: () => catalog,
  store: openSqliteStore({ path: join(directory, 'progress.sqlite') }),
  documents: openDocuments({ directory, onNotice: console.error }),
  clock: fakeClock(),
  random: seededRandom(3),
});
let { state } = await practice.start({ learner: ada, zone: ZONE, mode: 'today' });
while (state.phase === 'asking') {
  const at = screenOf(state);
  await practice.answer(answerTo(state, ['a']));
  process.stdout.write(`${at.eventId}\n`);
  ({ state } = await practice.next(at));
}
// All items are answered: wait to be killed.
setInterval(() => {}, 1_000);
