import type { LabId, ProgressEvent } from '#core';
import type { LabStanding, VerdictKind } from '#labs';

/** What one learner did with one lab. */
export interface LabRecord {
  readonly standing: LabStanding;
  /** Hint steps revealed, by objective. */
  readonly steps: ReadonlyMap<string, number>;
  /** Of the latest verification, by objective. */
  readonly latest: Readonly<Record<string, VerdictKind>>;
  /** The solution was shown, before or after the lab was passed. */
  readonly isRevealed: boolean;
}

export const UNTOUCHED_LAB: LabRecord = {
  standing: { state: 'untouched', hints: 0, sawSolution: false },
  steps: new Map(),
  latest: {},
  isRevealed: false,
};

function withEvent(before: LabRecord, event: ProgressEvent): LabRecord {
  const { standing } = before;
  if (event.type === 'lab-verified') {
    const state = event.passed || standing.state === 'passed' ? 'passed' : 'tried';
    return { ...before, latest: event.verdicts, standing: { ...standing, state } };
  }
  if (event.type !== 'lab-helped') return before;
  // Help after the lab was passed does not make it less one's own work.
  if (event.help === 'solution') {
    return {
      ...before,
      isRevealed: true,
      standing: { ...standing, sawSolution: standing.sawSolution || standing.state !== 'passed' },
    };
  }
  const { objectiveId = '', step = 1 } = event;
  const known = before.steps.get(objectiveId) ?? 0;
  if (step <= known) return before;
  return {
    ...before,
    steps: new Map(before.steps).set(objectiveId, step),
    standing: { ...standing, hints: standing.hints + step - known },
  };
}

/** Folds a log into one record per lab; a lab that passed once stays passed. */
export async function foldLabs(
  events: AsyncIterable<ProgressEvent>,
): Promise<ReadonlyMap<LabId, LabRecord>> {
  const records = new Map<LabId, LabRecord>();
  for await (const event of events) {
    if (event.type !== 'lab-verified' && event.type !== 'lab-helped') continue;
    records.set(event.labId, withEvent(records.get(event.labId) ?? UNTOUCHED_LAB, event));
  }
  return records;
}
