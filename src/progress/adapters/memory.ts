import { AppError, type LearnerId, type ProgressEvent } from '#core';
import type { Documents, Profile, Snapshot } from '../documents.ts';
import { checkEvents } from '../parse.ts';
import { START, type Cursor, type Entry, type ProgressStore } from '../store.ts';

/** A log that lives as long as the object: for tests and simulations. Keeps the same contract as the others. */
export function createMemoryStore(): ProgressStore {
  const logs = new Map<LearnerId, ProgressEvent[]>();
  const ids = new Set<string>();
  let isOpen = true;
  const logOf = (learner: LearnerId) => {
    if (!isOpen) throw new AppError('store-closed', 'The progress store is closed.');
    return logs.get(learner) ?? [];
  };

  async function* entries(learner: LearnerId, since: Cursor = START): AsyncIterable<Entry> {
    const log = logOf(learner);
    for (const [index, event] of log.slice(since).entries()) {
      yield { cursor: (since + index + 1) as Cursor, event: structuredClone(event) };
    }
  }

  return {
    async append(learner, events) {
      const log = logOf(learner);
      checkEvents(learner, events);
      for (const event of events) {
        if (ids.has(event.id)) continue;
        ids.add(event.id);
        log.push(structuredClone(event));
      }
      logs.set(learner, log);
      return log.length as Cursor;
    },
    async *read(learner, since) {
      for await (const { event } of entries(learner, since)) yield event;
    },
    entries,
    async close() {
      isOpen = false;
    },
  };
}

/** Documents that live as long as the object. */
export function createMemoryDocuments(profile: Profile): Documents {
  const profiles = new Map<LearnerId, Profile>();
  const snapshots = new Map<LearnerId, Snapshot>();
  const sessions = new Map<LearnerId, unknown>();
  return {
    profile: async (learner) => profiles.get(learner) ?? profile,
    saveProfile: async (learner, saved) => void profiles.set(learner, structuredClone(saved)),
    readSnapshot: async (learner) => structuredClone(snapshots.get(learner)),
    writeSnapshot: async (learner, saved) => void snapshots.set(learner, structuredClone(saved)),
    readSession: async (learner) => structuredClone(sessions.get(learner)),
    writeSession: async (learner, saved) => void sessions.set(learner, structuredClone(saved)),
    async close() {},
  };
}
