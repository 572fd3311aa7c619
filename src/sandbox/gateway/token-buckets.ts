import type { Clock } from '#core';

/** One limit a request has to pass. */
export interface Limit {
  /** Tells buckets apart: the same key is the same bucket. */
  readonly key: string;
  /** What the limit is called in a trace, such as "usage plan Free". */
  readonly name: string;
  /** Tokens added per second. */
  readonly ratePerSecond: number;
  /** Tokens the bucket holds at most: how many requests may come at once. */
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  updatedAt: number;
  burst: number;
}

/**
 * Token buckets on the injected clock.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export interface TokenBuckets {
  /**
   * Takes one token from every bucket, or from none.
   * @returns the first limit without a token, or undefined when all had one
   */
  take(limits: readonly Limit[]): Limit | undefined;
  /** Forgets the buckets whose key starts so, or all: the next request finds full ones. */
  clear(keyStart?: string): void;
}

const MAX_BUCKETS = 20_000;

/** @param clock refills the buckets; a clock that goes back refills nothing */
export function createTokenBuckets(clock: Clock): TokenBuckets {
  const buckets = new Map<string, Bucket>();

  function refilled(limit: Limit, now: number): Bucket {
    const known = buckets.get(limit.key);
    if (!known) {
      if (buckets.size >= MAX_BUCKETS) dropIdle(buckets);
      const fresh = { tokens: limit.burst, updatedAt: now, burst: limit.burst };
      buckets.set(limit.key, fresh);
      return fresh;
    }
    const seconds = Math.max(0, now - known.updatedAt) / 1_000;
    const raised = Math.max(0, limit.burst - known.burst);
    known.tokens = Math.min(limit.burst, known.tokens + raised + seconds * limit.ratePerSecond);
    known.burst = limit.burst;
    known.updatedAt = Math.max(now, known.updatedAt);
    return known;
  }

  return {
    take(limits) {
      const now = clock.now();
      const taken: Bucket[] = [];
      for (const limit of limits) {
        const bucket = refilled(limit, now);
        if (bucket.tokens < 1) return limit;
        taken.push(bucket);
      }
      for (const bucket of taken) bucket.tokens -= 1;
      return undefined;
    },
    clear(keyStart = '') {
      for (const key of buckets.keys()) if (key.startsWith(keyStart)) buckets.delete(key);
    },
  };
}

/** Makes room: forgets the half that was not used for longest. */
function dropIdle(buckets: Map<string, Bucket>): void {
  const byAge = [...buckets].sort(([, a], [, b]) => a.updatedAt - b.updatedAt);
  for (const [key] of byAge.slice(0, Math.ceil(byAge.length / 2))) buckets.delete(key);
}
