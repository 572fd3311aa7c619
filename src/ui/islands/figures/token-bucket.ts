/** What callers do to a token bucket over a few seconds. */
export interface BucketSettings {
  /** Tokens per second. */
  readonly rate: number;
  /** Tokens that the bucket holds; it begins full. */
  readonly burst: number;
  readonly clients: number;
  /** Calls per second that each client has to send. */
  readonly perClient: number;
  /** Evenly spread, or five seconds' worth at once in every fifth second. */
  readonly pattern: 'steady' | 'waves';
  /** A bucket for each client (a usage plan), or one for all of them (a method on a stage). */
  readonly owner: 'each' | 'all';
}

export interface BucketSecond {
  readonly passed: number;
  readonly refused: number;
}

const WAVE = 5;

/** Calls of one second, as moments within it. */
function moments(calls: number, second: number, pattern: BucketSettings['pattern']): number[] {
  if (pattern === 'steady') return Array.from({ length: calls }, (_, nth) => second + nth / calls);
  return second % WAVE === 0 ? Array.from({ length: calls * WAVE }, () => second) : [];
}

/**
 * Token bucket, second by second: tokens drip in evenly, a call takes one or is refused.
 * @returns counts over all clients
 */
export function runBucket(settings: BucketSettings, seconds = 10): readonly BucketSecond[] {
  const { rate, burst, clients, perClient, pattern, owner } = settings;
  const buckets = owner === 'each' ? clients : 1;
  const calls = owner === 'each' ? perClient : perClient * clients;
  let tokens = burst;
  let last = 0;
  return Array.from({ length: seconds }, (_, second) => {
    const due = moments(calls, second, pattern);
    let passed = 0;
    for (const moment of due) {
      tokens = Math.min(burst, tokens + (moment - last) * rate);
      last = moment;
      // A rounding error must not cost a call its token.
      if (tokens < 1 - 1e-9) continue;
      tokens -= 1;
      passed += 1;
    }
    return { passed: passed * buckets, refused: (due.length - passed) * buckets };
  });
}
