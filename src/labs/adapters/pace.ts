import { setTimeout as wait } from 'node:timers/promises';

/** Lets calls through at a steady rate after a burst; resolves when it is the caller's turn, rejects on abort. */
export type Pace = (signal?: AbortSignal) => Promise<void>;

/**
 * A token bucket. API Gateway's control plane takes 10 requests a second (burst 40) per account and
 * Region from everybody together, so a checker keeps to half of that:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 * @param perSecond tokens that come back each second
 * @param burst tokens at the start, and at most
 */
export function createPace({ perSecond, burst }: { perSecond: number; burst: number }): Pace {
  let tokens = burst;
  let filledAt = performance.now();
  return async (signal) => {
    const now = performance.now();
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond) - 1;
    filledAt = now;
    if (tokens < 0) await wait((-tokens / perSecond) * 1000, undefined, signal ? { signal } : {});
  };
}

/** Against an endpoint on this machine nothing is held back. */
export const unpaced: Pace = () => Promise.resolve();
