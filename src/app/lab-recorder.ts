import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { LOCAL_LEARNER, seededRandom } from '#core';
import type { RunResult } from '#labs';
import type { Config } from './config.ts';
import { openDataDirectory } from './data-directory.ts';
import { createLabLog, newsOf, recordablePlace } from './use-cases/labs/keep.ts';

/** Keeps verdicts in the learner's progress, where the site shows them. */
export interface LabRecorder {
  /** @returns `nothing-judged`, and nothing is kept, when every objective was blocked or left out */
  record(result: RunResult): Promise<'recorded' | 'nothing-judged'>;
  /** What the learner must be told, such as a damaged data file that was kept aside. */
  readonly notices: readonly string[];
  close(): Promise<void>;
}

/** A run that could not look says nothing of the build. */
const hasJudged = ({ verdicts }: RunResult) =>
  Object.values(verdicts).some(({ verdict }) => verdict !== 'blocked');

/**
 * Opens the learner's log for verdicts. It may run beside a server on the same data: the log takes both.
 * @param zone the learner's IANA time zone
 * @throws AppError `data-directory` or `store-failed` when the data cannot be kept
 */
export async function openLabRecorder(
  { dataDir }: Pick<Config, 'dataDir'>,
  zone: string,
): Promise<LabRecorder> {
  // Loaded here, so that whoever only looks opens no database.
  const { openSqliteStore } = await import('#progress/sqlite');
  await openDataDirectory(dataDir);
  const notices: string[] = [];
  const store = openSqliteStore({
    path: join(dataDir, 'progress.sqlite'),
    onNotice: (notice) => void notices.push(notice),
  });
  const keep = createLabLog({
    store,
    clock: { now: () => Date.now() },
    random: seededRandom(randomInt(2 ** 32)),
    source: 'cli',
  });
  return {
    notices,
    async record(result) {
      const place = recordablePlace(result.target);
      if (place === undefined || !hasJudged(result)) return 'nothing-judged';
      await keep({ learner: LOCAL_LEARNER, zone }, newsOf(result, place));
      return 'recorded';
    },
    close: () => store.close(),
  };
}
