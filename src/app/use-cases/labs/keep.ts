import {
  EVENT_VERSION,
  eventId,
  labId,
  uuidv7,
  type Clock,
  type LabPlace,
  type LearnerId,
  type ProgressEvent,
  type ProgressEventOf,
  type Random,
} from '#core';
import { provesLab, type RunResult, type Target } from '#labs';
import type { ProgressStore } from '#progress';

/** Who asks, and in which IANA time zone they are. */
export interface Asker {
  readonly learner: LearnerId;
  readonly zone: string;
}

/** An event about a lab, without the envelope. */
export type LabNews =
  | Pick<ProgressEventOf<'lab-verified'>, 'type' | 'labId' | 'verdicts' | 'passed' | 'where'>
  | Pick<ProgressEventOf<'lab-helped'>, 'type' | 'labId' | 'help' | 'objectiveId' | 'step'>;

/** @returns undefined for another endpoint: whatever answers there proves neither the sandbox's lab nor AWS's */
export const recordablePlace = ({ kind }: Pick<Target, 'kind'>): LabPlace | undefined =>
  kind === 'endpoint' ? undefined : kind;

/** What a run's end says for the log. */
export const newsOf = (result: RunResult, where: LabPlace): LabNews => ({
  type: 'lab-verified',
  labId: labId(result.labId),
  where,
  verdicts: Object.fromEntries(
    Object.entries(result.verdicts).map(([id, { verdict }]) => [id, verdict]),
  ),
  passed: provesLab(result),
});

export interface LabLogDeps {
  readonly store: Pick<ProgressStore, 'append'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly source: ProgressEvent['source'];
}

/** Writes news about labs into a learner's log. */
export const createLabLog =
  ({ store, clock, random, source }: LabLogDeps) =>
  async ({ learner, zone }: Asker, news: LabNews): Promise<void> => {
    const now = clock.now();
    const envelope = {
      id: eventId(uuidv7(now, random)),
      v: EVENT_VERSION,
      learner,
      at: new Date(now).toISOString(),
      zone,
      source,
    } as const;
    await store.append(learner, [{ ...envelope, ...news }]);
  };
