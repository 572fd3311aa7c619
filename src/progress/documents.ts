import { z } from 'zod';
import type { LearnerId } from '#core';

/** Who the learner is to the scheduler: where the day begins, until when, how long a day. */
export const Profile = z.object({
  /** IANA time zone, for example `Europe/Berlin`. */
  zone: z.string().min(1),
  /** Local hour at which the learner's day begins. */
  dayStartHour: z.int().min(0).max(12),
  /** The exam's day as YYYY-MM-DD. */
  examDate: z.iso.date().optional(),
  minutesPerDay: z.int().min(1).max(600),
  /** Codes of the exams that the learner prepares for; absent means all that have a blueprint. */
  exams: z.array(z.string().min(1)).max(20).optional(),
  /** Keys by action, where the learner chose others than ours. */
  keys: z.record(z.string(), z.array(z.string().min(1).max(20)).max(5)).optional(),
  createdAt: z.iso.datetime(),
});
export type Profile = z.infer<typeof Profile>;

/** A fold of the log up to `cursor`. May be thrown away at any time: the log is the truth. */
export interface Snapshot {
  readonly cursor: number;
  /** Whoever reads it parses it; what does not fit is folded anew. */
  readonly state: unknown;
}

/** The small documents beside the log: one set per learner, replaced as a whole. */
export interface Documents {
  /** The learner's profile; sensible defaults when none was saved. */
  profile(learner: LearnerId): Promise<Profile>;
  saveProfile(learner: LearnerId, profile: Profile): Promise<void>;
  readSnapshot(learner: LearnerId): Promise<Snapshot | undefined>;
  writeSnapshot(learner: LearnerId, snapshot: Snapshot): Promise<void>;
  /** The practice session that is under way, as its owner wrote it; the reader parses it. */
  readSession(learner: LearnerId): Promise<unknown>;
  /** `undefined` forgets the session. */
  writeSession(learner: LearnerId, session: unknown): Promise<void>;
  /** Waits for what is being written. */
  close(): Promise<void>;
}
