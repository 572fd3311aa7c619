import type { Clock } from '#core';
import type { Answer } from './context.ts';

/** The stage caches of all APIs, in memory: a cache is lost when the sandbox restarts, as AWS's may be. */
export interface ResponseCache {
  /** @returns the entry while it is younger than its time to live */
  read(key: string): Answer | undefined;
  write(key: string, answer: Answer, ttlSeconds: number): void;
  remove(key: string): void;
  /** Drops the entries whose key starts so, or all. */
  clear(keyStart?: string): void;
}

interface Entry {
  readonly answer: Answer;
  readonly size: number;
  readonly expiresAt: number;
}

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html */
export const MAX_CACHED_BYTES = 1_048_576;
const MAX_TOTAL_BYTES = 64 * 1_048_576;
const MAX_ENTRIES = 10_000;

/** Forgets the oldest entries first when it is full. */
export function createResponseCache(clock: Clock): ResponseCache {
  const entries = new Map<string, Entry>();
  let total = 0;

  function remove(key: string): void {
    total -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  }

  return {
    read(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      if (entry.expiresAt > clock.now()) return entry.answer;
      remove(key);
      return undefined;
    },
    write(key, answer, ttlSeconds) {
      const size = answer.body.length;
      if (size > MAX_CACHED_BYTES) return;
      remove(key);
      entries.set(key, { answer, size, expiresAt: clock.now() + ttlSeconds * 1_000 });
      total += size;
      for (const oldest of entries.keys()) {
        if (total <= MAX_TOTAL_BYTES && entries.size <= MAX_ENTRIES) break;
        remove(oldest);
      }
    },
    remove,
    clear(keyStart = '') {
      for (const key of entries.keys()) if (key.startsWith(keyStart)) remove(key);
    },
  };
}
