import type { LearnerId } from '#core';

/** One request at a time per learner: two tabs cannot interleave. */
export function createTurns() {
  const tails = new Map<LearnerId, Promise<unknown>>();
  return <T>(learner: LearnerId, work: () => Promise<T>): Promise<T> => {
    const result = (tails.get(learner) ?? Promise.resolve()).then(work, work);
    tails.set(
      learner,
      result.catch(() => {}),
    );
    return result;
  };
}
