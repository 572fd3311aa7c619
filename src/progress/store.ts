import type { LearnerId, ProgressEvent } from '#core';

/** A place in one learner's log: everything up to it has been read. `START` is before the first event. */
export type Cursor = number & { readonly __id: 'cursor' };

/** Before the first event of any log. */
export const START = 0 as Cursor;

/** An event with the place just after it. */
export interface Entry {
  readonly cursor: Cursor;
  readonly event: ProgressEvent;
}

/** The append-only log of what learners did. Cards, due queues and readiness are folds over it. */
export interface ProgressStore {
  /**
   * All of `events` land durably, in order, or none does. An event whose id is already stored is skipped.
   * @returns the place after the learner's last event
   * @throws AppError `invalid-event` or `foreign-event` before anything is written, `store-failed` when it cannot be kept
   */
  append(learner: LearnerId, events: readonly ProgressEvent[]): Promise<Cursor>;
  /** Oldest first, starting after `since`. An unknown learner has an empty log. */
  read(learner: LearnerId, since?: Cursor): AsyncIterable<ProgressEvent>;
  /** As `read`, each event with its place, so that a fold can say how far it got. */
  entries(learner: LearnerId, since?: Cursor): AsyncIterable<Entry>;
  /** Later calls to the store reject. Closing twice is fine. */
  close(): Promise<void>;
}
