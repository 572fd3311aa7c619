import { randomInt } from 'node:crypto';
import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog } from '#catalog';
import { loadCatalog } from '#catalog/files';
import { AppError, seededRandom, type Clock } from '#core';
import { loadLab } from '#labs/load';
import { openDocuments } from '#progress/lowdb';
import { openSqliteStore } from '#progress/sqlite';
import { startSandboxWorker } from '#sandbox/worker';
import type { App } from './app.ts';
import type { Config } from './config.ts';
import { createLabDesk } from './use-cases/lab-desk.ts';
import { createLearning } from './use-cases/learning.ts';
import { createPractice } from './use-cases/practice.ts';

const systemClock: Clock = { now: () => Date.now() };

async function openDataDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK);
  } catch (cause) {
    throw new AppError(
      'data-directory',
      `The data directory ${directory} cannot be written to. Give this user the right to write there, or set DATA_DIR to another directory.`,
      { cause },
    );
  }
}

/** An `App` whose catalog can be read again after an author saved a file. */
export interface ReloadableApp extends App {
  reload(): Promise<void>;
}

/**
 * The one place that picks adapters and joins the rooms.
 * @param root the repository: where content, quizzes and labs lie
 * @throws AppError `data-directory` when the data cannot be kept, `port-busy` when the sandbox's port is taken
 */
export async function composeApp(config: Config, root: string): Promise<ReloadableApp> {
  await openDataDirectory(config.dataDir);
  const notices: string[] = [];
  // The worker starts in a thread of its own while the catalog is read in this one.
  const starting = startSandboxWorker({
    host: config.host,
    port: config.sandboxPort,
    dataDir: config.dataDir,
  });
  const [sandbox, loaded] = await Promise.all([starting, loadCatalog(root)]);
  let catalog: Catalog = loaded;
  const onNotice = (notice: string) => void notices.push(notice);
  const store = openSqliteStore({ path: join(config.dataDir, 'progress.sqlite'), onNotice });
  const documents = openDocuments({ directory: config.dataDir, onNotice });
  const shared = {
    catalog: () => catalog,
    store,
    documents,
    clock: systemClock,
    random: seededRandom(randomInt(2 ** 32)),
  };
  const practice = createPractice(shared);
  return {
    get catalog() {
      return catalog;
    },
    practice,
    labs: createLabDesk({ ...shared, sandbox, loadLab: (id) => loadLab(root, id) }),
    learning: createLearning({ ...shared, practice }),
    sandbox,
    get notices() {
      return [...notices, ...sandbox.notices];
    },
    async reload() {
      catalog = await loadCatalog(root);
    },
    async close() {
      await sandbox.close();
      await practice.close();
      await documents.close();
      await store.close();
    },
  };
}
