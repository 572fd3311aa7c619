import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDocuments } from '#progress/lowdb';
import { ada } from '../support/events.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const profile = {
  zone: 'Pacific/Auckland',
  dayStartHour: 4,
  examDate: '2027-01-15',
  minutesPerDay: 25,
  createdAt: '2026-11-23T10:00:00.000Z',
};

function opened() {
  const directory = temporaryDirectory();
  const notices: string[] = [];
  const folder = join(directory, 'learners', 'ada');
  mkdirSync(folder, { recursive: true });
  const documents = openDocuments({ directory, onNotice: (sentence) => notices.push(sentence) });
  return { documents, notices, folder, directory };
}

test('a learner who saved nothing has a profile that works', async () => {
  const { documents } = opened();
  expect(await documents.profile(ada)).toMatchObject({ dayStartHour: 4, minutesPerDay: 20 });
});

test('profile, snapshot and session come back as they were saved, also after a restart', async () => {
  const { documents, directory } = opened();
  await documents.saveProfile(ada, profile);
  await documents.writeSnapshot(ada, { cursor: 12, state: { cards: [] } });
  await documents.writeSession(ada, { id: 's' });
  const again = openDocuments({ directory, onNotice: () => {} });
  expect(await again.profile(ada)).toEqual(profile);
  expect(await again.readSnapshot(ada)).toEqual({ cursor: 12, state: { cards: [] } });
  expect(await again.readSession(ada)).toEqual({ id: 's' });
});

test('a session that is forgotten is gone', async () => {
  const { documents } = opened();
  await documents.writeSession(ada, { id: 's' });
  await documents.writeSession(ada, undefined);
  expect(await documents.readSession(ada)).toBeUndefined();
});

test('no temporary file is left, however many writes race', async () => {
  const { documents, folder } = opened();
  await Promise.all(
    Array.from({ length: 30 }, (_, cursor) =>
      documents.writeSnapshot(ada, { cursor, state: null }),
    ),
  );
  expect(await documents.readSnapshot(ada)).toEqual({ cursor: 29, state: null });
  expect(readdirSync(folder)).toEqual(['snapshot.json']);
});

test('a damaged file is kept aside and told, not overwritten', async () => {
  const { documents, notices, folder } = opened();
  writeFileSync(join(folder, 'profile.json'), '{"version":1,"data":{"zone":');
  expect(await documents.profile(ada)).toMatchObject({ minutesPerDay: 20 });
  expect(notices).toEqual([
    'Your profile could not be used: it is damaged. The file is kept as profile.json.kept-1 in the data directory, and Gatewise goes on without it. Nothing was deleted.',
  ]);
  await documents.saveProfile(ada, profile);
  expect(readFileSync(join(folder, 'profile.json.kept-1'), 'utf8')).toBe(
    '{"version":1,"data":{"zone":',
  );
});

test('a file of a newer version is kept aside and told', async () => {
  const { documents, notices, folder } = opened();
  writeFileSync(join(folder, 'session.json'), '{"version":9,"data":{}}');
  expect(await documents.readSession(ada)).toBeUndefined();
  expect(notices[0]).toContain(
    'Your session could not be used: it was written by a newer version of Gatewise.',
  );
  expect(readdirSync(folder)).toEqual(['session.json.kept-1']);
});

test('a profile that says nonsense counts as damaged', async () => {
  const { documents, notices, folder } = opened();
  writeFileSync(
    join(folder, 'profile.json'),
    JSON.stringify({ version: 1, data: { ...profile, minutesPerDay: -5 } }),
  );
  await documents.profile(ada);
  expect(notices).toHaveLength(1);
});

test('a learner id cannot leave the data directory', async () => {
  const { documents, directory } = opened();
  const evil = '../../evil' as typeof ada;
  await documents.saveProfile(evil, profile);
  expect(readdirSync(join(directory, 'learners'))).toContain('..%2F..%2Fevil');
});
