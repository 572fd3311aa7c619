/** Why a checker could not look. Never a `fail`, never a `pass`. */
export type BlockedReason =
  'denied' | 'throttled' | 'timeout' | 'network' | 'undecidable' | 'ambiguous' | 'depends-on';

/** What a verdict rests on: a call (as a shell line, or a probe's method and address) and the fields that were read. */
export interface Evidence {
  readonly call: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What a judge finds. Sentences are for the learner: what was seen, and what to do next. */
export type Finding =
  | { readonly verdict: 'pass'; readonly saw: string; readonly evidence: readonly Evidence[] }
  | {
      readonly verdict: 'fail';
      readonly saw: string;
      readonly nextStep: string;
      readonly evidence: readonly Evidence[];
    }
  | {
      /** AWS is still at it. */
      readonly verdict: 'pending';
      readonly saw: string;
      /** How long it usually takes, and what to do then. */
      readonly nextStep: string;
      readonly evidence: readonly Evidence[];
    }
  | {
      readonly verdict: 'blocked';
      readonly reason: BlockedReason;
      readonly saw: string;
      readonly nextStep: string;
      readonly evidence: readonly Evidence[];
    };

/** A finding together with what the objective wants. */
export type Verdict = Finding & { readonly wanted: string };
export type VerdictKind = Finding['verdict'];

/** An objective that was not judged to the end, and why. */
export interface LeftOut {
  readonly objectiveId: string;
  readonly why: string;
  /** `place`: nobody can judge it where the run looked; `choice`: it could be, and no probe was to be sent. */
  readonly because: 'place' | 'choice';
}

/** How a run ended: `pass` when nothing failed and all that was judged passed. */
export type RunStatus = 'pass' | 'fail' | 'unsure';

export const pass = (saw: string, ...evidence: readonly Evidence[]): Finding => ({
  verdict: 'pass',
  saw,
  evidence,
});

/** @param saw what was seen @param nextStep what to do, best with the command */
export const fail = (saw: string, nextStep: string, ...evidence: readonly Evidence[]): Finding => ({
  verdict: 'fail',
  saw,
  nextStep,
  evidence,
});

/** @param nextStep says how long it usually takes */
export const pending = (
  saw: string,
  nextStep: string,
  ...evidence: readonly Evidence[]
): Finding => ({
  verdict: 'pending',
  saw,
  nextStep,
  evidence,
});

export const blocked = (
  reason: BlockedReason,
  saw: string,
  nextStep: string,
  ...evidence: readonly Evidence[]
): Finding => ({ verdict: 'blocked', reason, saw, nextStep, evidence });

/** Nothing can be said before an earlier objective is met. @param saw which thing is not there */
export const dependsOn = (objectiveId: string, saw: string): Finding =>
  blocked('depends-on', saw, `Meet the objective "${objectiveId}" first, then verify again.`);

/** Any fail → `fail`; else anything blocked or pending → `unsure`; else `pass`. */
export function statusOf(verdicts: Iterable<Pick<Finding, 'verdict'>>): RunStatus {
  const kinds = new Set([...verdicts].map(({ verdict }) => verdict));
  if (kinds.has('fail')) return 'fail';
  return kinds.has('blocked') || kinds.has('pending') ? 'unsure' : 'pass';
}
