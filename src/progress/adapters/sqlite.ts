import { existsSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError, type LearnerId } from '#core';
import { checkEvents, parseStored } from '../parse.ts';
import { START, type Cursor, type Entry, type ProgressStore } from '../store.ts';

/** The layout of the tables. A file with a higher number was written by a newer version. */
const SCHEMA_VERSION = 1;
/** How long one process waits for another's write, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;
/** Events fetched at once; reading never holds the whole log in memory twice. */
const PAGE = 1000;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS event (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    learner TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS event_by_learner ON event (learner, place);
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

export interface SqliteOptions {
  /** The database file; `-wal` and `-shm` files appear beside it while it is open. */
  readonly path: string;
  /** Told in a sentence when a file could not be used and was kept aside. */
  readonly onNotice?: (sentence: string) => void;
}

type Row = { readonly place: number; readonly id: string; readonly body: string };

/** SQLite's result codes for "not a database" and "malformed". */
const isDamaged = (error: unknown) =>
  error instanceof Error && 'errcode' in error && (error.errcode === 26 || error.errcode === 11);

function open(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version > SCHEMA_VERSION) {
      throw new AppError('newer-version', `it was written by a newer version of Gatewise`);
    }
    if (version < SCHEMA_VERSION) database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
    const check = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (check !== 'ok') throw new AppError('damaged', `it is damaged (${String(check)})`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Renames a database and its companions to the first free `….kept-N`. @returns the new name */
function keepAside(path: string): string {
  let number = 1;
  while (existsSync(`${path}.kept-${number}`)) number += 1;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, `${path}.kept-${number}${suffix}`);
  }
  return `${path}.kept-${number}`;
}

function openOrKeepAside({ path, onNotice }: SqliteOptions): DatabaseSync {
  try {
    return open(path);
  } catch (error) {
    const isOurs = error instanceof AppError;
    if (!isOurs && !isDamaged(error)) {
      throw new AppError(
        'store-failed',
        `The progress log ${path} cannot be opened: ${String(error)}. Check that the disk has room and that this user may write there.`,
        { cause: error },
      );
    }
    const why = isOurs ? error.message : 'it is damaged';
    const kept = keepAside(path);
    onNotice?.(
      `Your progress log could not be used, since ${why}. It is kept as ${basename(kept)} in the data directory, and a new log was begun. Nothing was deleted.`,
    );
    return open(path);
  }
}

/**
 * The log in one SQLite file. Several processes may write at once; an answer that was acknowledged
 * is on disk (WAL with `synchronous=FULL`), so killing the process loses nothing.
 * @throws AppError `store-failed` when the file cannot be opened
 */
export function openSqliteStore(options: SqliteOptions): ProgressStore {
  const database = openOrKeepAside(options);
  const insert = database.prepare(
    'INSERT INTO event (id, learner, body) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING',
  );
  const last = database.prepare('SELECT max(place) AS place FROM event WHERE learner = ?');
  const page = database.prepare(
    `SELECT place, id, body FROM event WHERE learner = ? AND place > ? ORDER BY place LIMIT ${PAGE}`,
  );
  let isOpen = true;
  const mustBeOpen = () => {
    if (!isOpen) throw new AppError('store-closed', 'The progress store is closed.');
  };

  async function* entries(learner: LearnerId, since: Cursor = START): AsyncIterable<Entry> {
    let cursor = since;
    for (;;) {
      mustBeOpen();
      const rows = page.all(learner, cursor) as unknown as Row[];
      for (const { place, id, body } of rows) {
        cursor = place as Cursor;
        yield { cursor, event: parseStored(body, id) };
      }
      if (rows.length < PAGE) return;
    }
  }

  return {
    async append(learner, events) {
      mustBeOpen();
      checkEvents(learner, events);
      if (events.length > 0) {
        transact(database, () => {
          for (const event of events) insert.run(event.id, learner, JSON.stringify(event));
        });
      }
      return Number(last.get(learner)?.['place'] ?? START) as Cursor;
    },
    async *read(learner, since) {
      for await (const { event } of entries(learner, since)) yield event;
    },
    entries,
    async close() {
      if (isOpen) database.close();
      isOpen = false;
    },
  };
}

/** @throws AppError `store-failed` after rolling back */
function transact(database: DatabaseSync, work: () => void): void {
  try {
    database.exec('BEGIN IMMEDIATE');
    work();
    database.exec('COMMIT');
  } catch (cause) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw new AppError(
      'store-failed',
      `The answer could not be saved: ${String(cause)}. Check that the disk has room, then send it again.`,
      { cause },
    );
  }
}
