import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { openCatalog, watchCatalog } from '#catalog/files';
import { seededRandom, type Clock } from '#core';
import { loadLab } from '#labs/load';
import { openDocuments } from '#progress/lowdb';
import { openSqliteStore } from '#progress/sqlite';
import { startSandboxWorker } from '#sandbox/worker';
import type { App } from './app.ts';
import type { Config } from './config.ts';
import { openDataDirectory } from './data-directory.ts';
import { createGates } from './use-cases/gates.ts';
import { createExams } from './use-cases/exams.ts';
import { createLabDesk } from './use-cases/lab-desk.ts';
import { createLearning } from './use-cases/learning.ts';
import { createPractice } from './use-cases/practice.ts';
import { createStage } from './use-cases/practice/scene.ts';
import { createProfiles } from './use-cases/profiles.ts';
import { createSearchIndex } from './use-cases/search.ts';
import { createStanding } from './use-cases/standing.ts';

const systemClock: Clock = { now: () => Date.now() };

export interface ComposeOptions {
  /** Follows the content files, for authors, and hears of each new catalog. */
  readonly onContent?: () => void;
}

/**
 * The one place that picks adapters and joins the rooms.
 * @param root the repository: where content, quizzes and labs lie
 * @throws AppError `data-directory` when the data cannot be kept, `port-busy` when the sandbox's port is taken
 */
export async function composeApp(
  config: Config,
  root: string,
  { onContent }: ComposeOptions = {},
): Promise<App> {
  await openDataDirectory(config.dataDir);
  const notices: string[] = [];
  // The worker starts in a thread of its own while the catalog is read in this one.
  const starting = startSandboxWorker({
    host: config.host,
    port: config.sandboxPort,
    dataDir: config.dataDir,
  });
  const reading = onContent ? watchCatalog(root, onContent) : openCatalog(root, join(root, 'dist'));
  const [sandbox, catalog] = await Promise.all([starting, reading]);
  const onNotice = (notice: string) => void notices.push(notice);
  const store = openSqliteStore({ path: join(config.dataDir, 'progress.sqlite'), onNotice });
  const documents = openDocuments({ directory: config.dataDir, onNotice });
  const shared = {
    catalog: () => catalog.current(),
    store,
    documents,
    clock: systemClock,
    random: seededRandom(randomInt(2 ** 32)),
  };
  const stage = createStage(shared);
  const practice = createPractice(shared, stage);
  return {
    get catalog() {
      return catalog.current();
    },
    practice,
    exams: createExams(shared),
    labs: createLabDesk({ ...shared, sandbox, loadLab: (id) => loadLab(root, id) }),
    learning: createLearning({ ...shared, practice }),
    profiles: createProfiles(shared),
    standing: createStanding(stage),
    search: createSearchIndex(shared.catalog),
    sandbox,
    gates: createGates(sandbox),
    get notices() {
      return [...notices, ...sandbox.notices];
    },
    async close() {
      catalog.close();
      await sandbox.close();
      await practice.close();
      await documents.close();
      await store.close();
    },
  };
}
