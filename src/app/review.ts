import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { openCatalog } from '#catalog/files';
import { seededRandom } from '#core';
import { openDocuments } from '#progress/lowdb';
import { openSqliteStore } from '#progress/sqlite';
import type { Config } from './config.ts';
import { openDataDirectory } from './data-directory.ts';
import { createPractice, type Practice } from './use-cases/practice.ts';
import { createProfiles, type Profiles } from './use-cases/profiles.ts';

export type { Practice } from './use-cases/practice.ts';
export type {
  Confidence,
  Feedback,
  ItemMark,
  ItemView,
  OptionFeedback,
  PracticeReply,
  PracticeState,
} from '#quiz';

/** What `gatewise review` may use: the practice of the site, over the same data. */
export interface Reviewing {
  readonly practice: Practice;
  readonly profiles: Pick<Profiles, 'read'>;
  /** What the learner must be told, such as a damaged data file that was kept aside. */
  readonly notices: readonly string[];
  close(): Promise<void>;
}

/**
 * Practice without a site and without a sandbox. It may run beside a server on the same data: the log
 * takes both, and an answer counts once.
 * @param root the repository: where content and quizzes lie
 * @throws AppError `data-directory` when the data cannot be kept
 */
export async function composeReview(
  { dataDir }: Pick<Config, 'dataDir'>,
  root: string,
): Promise<Reviewing> {
  await openDataDirectory(dataDir);
  const catalog = await openCatalog(root, join(root, 'dist'));
  const notices: string[] = [];
  const onNotice = (notice: string) => void notices.push(notice);
  const store = openSqliteStore({ path: join(dataDir, 'progress.sqlite'), onNotice });
  const documents = openDocuments({ directory: dataDir, onNotice });
  const practice = createPractice({
    catalog: () => catalog.current(),
    store,
    documents,
    clock: { now: () => Date.now() },
    random: seededRandom(randomInt(2 ** 32)),
    source: 'cli',
  });
  return {
    practice,
    profiles: createProfiles({ documents }),
    notices,
    async close() {
      catalog.close();
      await practice.close();
      await documents.close();
      await store.close();
    },
  };
}
