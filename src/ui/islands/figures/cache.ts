/** A stage cache in front of a backend. */
export interface CacheSettings {
  readonly callsPerMinute: number;
  /** Different answers that are asked for: products, times whatever else is part of the cache key. */
  readonly keys: number;
  /** Seconds that an answer is kept; 0 keeps none. */
  readonly ttl: number;
  /** What a million calls of the backend cost, US dollars. */
  readonly backendPerMillion: number;
  /** What the cache costs by the hour, US dollars. */
  readonly cachePerHour: number;
}

export interface CacheOutcome {
  /** Share of calls that the cache answers, 0 to 1. */
  readonly hitRatio: number;
  /** Calls that reach the backend in a month. */
  readonly backendCalls: number;
  /** US dollars a month. */
  readonly costWithout: number;
  readonly backendCost: number;
  readonly cacheCost: number;
}

const MINUTES = 60 * 730;

/**
 * Each key is asked for at random and equally often. After a miss its answer serves all that come
 * within the TTL, so of `1 + calls within the TTL` calls one misses. Months have 730 hours.
 */
export function cacheOutcome(settings: CacheSettings): CacheOutcome {
  const { callsPerMinute, keys, ttl, backendPerMillion, cachePerHour } = settings;
  const withinTtl = ((callsPerMinute / keys) * ttl) / 60;
  const hitRatio = withinTtl / (1 + withinTtl);
  const calls = callsPerMinute * MINUTES;
  const backendCalls = calls * (1 - hitRatio);
  const cost = (count: number) => (count / 1e6) * backendPerMillion;
  return {
    hitRatio,
    backendCalls,
    costWithout: cost(calls),
    backendCost: cost(backendCalls),
    cacheCost: cachePerHour * 730,
  };
}
