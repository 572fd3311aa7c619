import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { z } from 'zod';
import type { LearnerId } from '#core';
import { Profile, type Documents } from '../documents.ts';
import { createJsonFile } from './json-file.ts';

const Snapshot = z.object({ cursor: z.int().nonnegative(), state: z.unknown() });

/** What a learner studies by until they say otherwise. The server runs on the learner's own machine. */
const defaultProfile = (): Profile => ({
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  dayStartHour: 4,
  minutesPerDay: 20,
  createdAt: new Date().toISOString(),
});

export interface DocumentsOptions {
  /** Files go to `<directory>/learners/<learner>/`. */
  readonly directory: string;
  /** Told in a sentence when a file could not be used and was kept aside. */
  readonly onNotice: (sentence: string) => void;
}

/** One reader or writer at a time per learner; a failed write does not stop the next, nor another learner. */
function createQueues() {
  const tails = new Map<LearnerId, Promise<unknown>>();
  return {
    inTurn: <T>(learner: LearnerId, work: () => Promise<T>): Promise<T> => {
      const result = (tails.get(learner) ?? Promise.resolve()).then(work, work);
      tails.set(
        learner,
        result.catch(() => {}),
      );
      return result;
    },
    /** Waits for all that was begun. */
    settle: async (): Promise<void> => {
      await Promise.all(tails.values());
    },
  };
}

/** The small documents as JSON files by lowdb, one file per learner and kind. */
export function openDocuments({ directory, onNotice }: DocumentsOptions): Documents {
  const { inTurn, settle } = createQueues();
  const pathOf = (learner: LearnerId, name: string) =>
    join(directory, 'learners', encodeURIComponent(learner), `${name}.json`);
  const file = <T>(learner: LearnerId, name: string, parse: (data: unknown) => T) => ({
    learner,
    low: new Low<T | null>(
      createJsonFile<T | null>({ path: pathOf(learner, name), name, parse, onNotice }),
      null,
    ),
  });
  const profileOf = (learner: LearnerId) => file(learner, 'profile', (data) => Profile.parse(data));
  const snapshotOf = (learner: LearnerId) =>
    file(learner, 'snapshot', (data) => Snapshot.parse(data));
  const sessionOf = (learner: LearnerId) => file(learner, 'session', (data) => data);

  type File<T> = ReturnType<typeof file<T>>;
  const read = <T>({ learner, low }: File<T>) =>
    inTurn(learner, async () => {
      await low.read();
      return low.data ?? undefined;
    });
  const write = <T>({ learner, low }: File<T>, data: T) =>
    inTurn(learner, async () => {
      low.data = data;
      await low.write();
    });

  return {
    profile: async (learner) => (await read(profileOf(learner))) ?? defaultProfile(),
    saveProfile: (learner, profile) => write(profileOf(learner), profile),
    readSnapshot: (learner) => read(snapshotOf(learner)),
    writeSnapshot: (learner, snapshot) => write(snapshotOf(learner), snapshot),
    readSession: (learner) => read(sessionOf(learner)),
    writeSession: (learner, session) =>
      session === undefined
        ? inTurn(learner, () => rm(pathOf(learner, 'session'), { force: true }))
        : write(sessionOf(learner), session),
    close: settle,
  };
}
