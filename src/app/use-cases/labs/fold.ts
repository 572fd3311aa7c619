import { placeOf, type LabId, type LabPlace, type ProgressEvent } from '#core';
import type { LabStanding, LabStandings, VerdictKind } from '#labs';

/** What one learner did with one lab. */
export interface LabRecord {
  readonly standing: LabStandings;
  /** Hint steps revealed, by objective. */
  readonly steps: ReadonlyMap<string, number>;
  /** Of the latest verification in each place, by objective. */
  readonly latest: Readonly<Record<LabPlace, Readonly<Record<string, VerdictKind>>>>;
  /** The solution was shown, before or after the lab was passed. */
  readonly isRevealed: boolean;
}

const NOT_BEGUN: LabStanding = { state: 'untouched', hints: 0, sawSolution: false };
export const UNTOUCHED_LAB: LabRecord = {
  standing: { sandbox: NOT_BEGUN, aws: NOT_BEGUN },
  steps: new Map(),
  latest: { sandbox: {}, aws: {} },
  isRevealed: false,
};

/** Help is help wherever the lab is built. */
const inAllPlaces = (
  standing: LabStandings,
  change: (one: LabStanding) => LabStanding,
): LabStandings => ({ sandbox: change(standing.sandbox), aws: change(standing.aws) });

function withEvent(before: LabRecord, event: ProgressEvent): LabRecord {
  const { standing, latest } = before;
  if (event.type === 'lab-verified') {
    const place = placeOf(event);
    const one = standing[place];
    const state = event.passed || one.state === 'passed' ? 'passed' : 'tried';
    return {
      ...before,
      latest: { ...latest, [place]: event.verdicts },
      standing: { ...standing, [place]: { ...one, state } },
    };
  }
  if (event.type !== 'lab-helped') return before;
  // Help after the lab was passed does not make it less one's own work.
  if (event.help === 'solution') {
    return {
      ...before,
      isRevealed: true,
      standing: inAllPlaces(standing, (one) => ({
        ...one,
        sawSolution: one.sawSolution || one.state !== 'passed',
      })),
    };
  }
  const { objectiveId = '', step = 1 } = event;
  const known = before.steps.get(objectiveId) ?? 0;
  if (step <= known) return before;
  return {
    ...before,
    steps: new Map(before.steps).set(objectiveId, step),
    standing: inAllPlaces(standing, (one) => ({ ...one, hints: one.hints + step - known })),
  };
}

/** Folds a log into one record per lab; a lab that passed once in a place stays passed there. */
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
