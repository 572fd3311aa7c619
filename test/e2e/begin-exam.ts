// Run by exams.spec.ts: begins an exam of three questions in the log, so many seconds before its time is up.
import { join } from 'node:path';
import { loadCatalog } from '#catalog/files';
import { EVENT_VERSION, eventId, LOCAL_LEARNER, seededRandom, uuidv7 } from '#core';
import { openSqliteStore } from '#progress/sqlite';
import { itemHash } from '#quiz';

const [directory = '', left = ''] = process.argv.slice(2);
const LIMIT_SECONDS = 300;
const now = Date.now();
const attemptId = eventId(uuidv7(now, seededRandom(now)));
const { heldOut } = await loadCatalog(join(import.meta.dirname, '../..'));
const items = heldOut.filter(({ authored }) => authored.type === 'single-choice').slice(0, 3);
const store = openSqliteStore({ path: join(directory, 'progress.sqlite') });
await store.append(LOCAL_LEARNER, [
  {
    id: attemptId,
    v: EVENT_VERSION,
    learner: LOCAL_LEARNER,
    at: new Date(now - (LIMIT_SECONDS - Number(left)) * 1000).toISOString(),
    zone: 'UTC',
    source: 'web',
    type: 'exam-started',
    attemptId,
    planId: 'api-gateway',
    kind: 'form',
    limitSeconds: LIMIT_SECONDS,
    form: items.map((item) => ({
      itemId: item.id,
      itemHash: itemHash(item),
      variantSeed: 1,
      domain: 'design',
      seenBefore: false,
    })),
  },
]);
await store.close();
process.stdout.write(attemptId);
