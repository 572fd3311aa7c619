/** One call of the drawing: which release answered it, and whether it failed. */
export interface CanaryCall {
  readonly isCanary: boolean;
  readonly hasFailed: boolean;
}

/** Spreads whole numbers evenly over 0 to 99, the same way every time. */
function percentile(seed: number): number {
  let mixed = Math.imul(seed + 1, 2654435761) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), 2246822507) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 13), 3266489909) >>> 0;
  return ((mixed ^ (mixed >>> 16)) >>> 0) % 100;
}

/**
 * Calls of a few callers, each drawn for itself: the share goes by call and not by caller.
 * @param percent share of the canary, 0 to 100
 * @param errors share of the canary's calls that fail, 0 to 100; the old release never fails
 * @returns one list per caller
 */
export function canaryCalls(
  percent: number,
  errors: number,
  callers = 10,
  calls = 16,
): readonly (readonly CanaryCall[])[] {
  return Array.from({ length: callers }, (_, caller) =>
    Array.from({ length: calls }, (_, nth) => {
      const seed = caller * calls + nth;
      const isCanary = percentile(seed) < percent;
      return { isCanary, hasFailed: isCanary && percentile(seed + 7919) < errors };
    }),
  );
}
