import type { Clock } from '#core';
import type { TraceStep, Verdict } from './context.ts';

/** The steps a request passed, as they are written down. */
export interface Notes {
  readonly steps: TraceStep[];
  /** @returns the failure of a verdict that refuses */
  readonly add: <F>(step: string, verdict: Verdict<F>) => F | undefined;
}

export function createNotes(clock: Clock): Notes {
  const steps: TraceStep[] = [];
  return {
    steps,
    add(step, verdict) {
      const { decision, reason, values = {} } = verdict;
      steps.push({ step, decision, reason, values, atMs: clock.now() });
      return verdict.decision === 'fail' ? verdict.failure : undefined;
    },
  };
}
