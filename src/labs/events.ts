import type { LeftOut, RunStatus, Verdict } from './verdict.ts';

/** What a run looks at. */
export interface Target {
  readonly kind: 'sandbox' | 'aws' | 'endpoint';
  readonly region: string;
  /** Of a sandbox or another endpoint. */
  readonly endpoint?: string;
  /** Who reads, by STS; absent when nobody was asked. */
  readonly identity?: { readonly account: string; readonly principal: string };
}

/** The end of a run. */
export interface RunResult {
  readonly labId: string;
  readonly target: Target;
  readonly status: RunStatus;
  /** By objective id, in the lab's order. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** Objectives that only a probe can decide, and no probe was sent. */
  readonly leftOut: readonly LeftOut[];
  /** Questions that were put to AWS, each counted once. */
  readonly calls: number;
}

/**
 * Whether a run proves the lab where it looked: all that can be judged there passed. An objective that was
 * left out by choice proves nothing.
 */
export const provesLab = ({ status, leftOut }: Pick<RunResult, 'status' | 'leftOut'>): boolean =>
  status === 'pass' && leftOut.every(({ because }) => because === 'place');

/** What a run tells while it goes on. */
export type RunEvent =
  | {
      readonly type: 'started';
      readonly labId: string;
      readonly target: Target;
      readonly objectives: readonly string[];
    }
  | {
      readonly type: 'call';
      readonly call: string;
      readonly state: 'asked' | 'answered' | 'refused';
    }
  | { readonly type: 'probing'; readonly objectiveId: string }
  | {
      /** These may change by themselves: they are looked at again before they are told. */
      readonly type: 'waiting';
      readonly objectiveIds: readonly string[];
      /** Until the next look, in milliseconds. */
      readonly forMs: number;
    }
  | { readonly type: 'verdict'; readonly objectiveId: string; readonly verdict: Verdict }
  | ({ readonly type: 'left-out' } & LeftOut)
  | { readonly type: 'finished'; readonly result: RunResult };
