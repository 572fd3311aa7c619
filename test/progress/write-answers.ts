// A process of its own for sqlite.test.ts: appends answers one by one, and prints each id once it is acknowledged.
import { eventId } from '#core';
import { openSqliteStore } from '#progress/sqlite';
import { ada, answered } from '../support/events.ts';

const [path = '', prefix = '', count = '0'] = process.argv.slice(2);
const store = openSqliteStore({ path });
for (let number = 0; number < Number(count); number += 1) {
  const id = eventId(`${prefix}-${number}`);
  await store.append(ada, [answered({ id })]);
  process.stdout.write(`${id}\n`);
}
await store.close();
