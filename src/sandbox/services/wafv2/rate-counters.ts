import type { Clock } from '#core';

/** Requests in the last seconds, by key. */
export interface RateCounters {
  /** Counts one more. @returns how many there were in the window, this one included */
  count(key: string, windowSeconds: number): number;
  /** Forgets keys that begin so. */
  clear(start: string): void;
}

/** WAF looks at counts about every ten seconds; so fine are the parts of a window here. */
const PART_MS = 10_000;
/** So that nobody fills the learner's machine with addresses. */
const MAX_KEYS = 10_000;

interface Parts {
  /** Part's number → requests in it. */
  readonly counts: Map<number, number>;
}

export function createRateCounters(clock: Clock): RateCounters {
  const keys = new Map<string, Parts>();

  function partsOf(key: string): Parts {
    const known = keys.get(key);
    if (known) return known;
    // The oldest key goes first: maps keep the order in which keys came.
    const [oldest] = keys.keys();
    if (keys.size >= MAX_KEYS && oldest !== undefined) keys.delete(oldest);
    const made = { counts: new Map<number, number>() };
    keys.set(key, made);
    return made;
  }

  return {
    count(key, windowSeconds) {
      const { counts } = partsOf(key);
      const part = Math.floor(clock.now() / PART_MS);
      const first = part - (windowSeconds * 1000) / PART_MS;
      counts.set(part, (counts.get(part) ?? 0) + 1);
      let sum = 0;
      for (const [at, count] of counts) {
        if (at <= first) counts.delete(at);
        else sum += count;
      }
      return sum;
    },
    clear(start) {
      for (const key of keys.keys()) if (key.startsWith(start)) keys.delete(key);
    },
  };
}
