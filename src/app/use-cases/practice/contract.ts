import type { Catalog } from '#catalog';
import type { Clock, EventId, ItemId, LearnerId, Random } from '#core';
import type { Documents, ProgressStore } from '#progress';
import type { Confidence, DueCounts, PracticeMode, PracticeReply } from '#quiz';
import type { History } from './history.ts';

export interface PracticeDeps {
  /** The catalog of this moment: in dev it is read again after an edit. */
  readonly catalog: () => Catalog;
  readonly store: ProgressStore;
  readonly documents: Documents;
  readonly clock: Clock;
  readonly random: Random;
}

export interface StartInput {
  readonly learner: LearnerId;
  /** The browser's IANA zone; the profile's counts when it is unknown. */
  readonly zone: string;
  readonly mode: PracticeMode;
  /** For mode `topic`. */
  readonly topic?: string | undefined;
  /** For mode `item`. */
  readonly item?: ItemId | undefined;
  /** Time for this session, instead of what is left of the day's plan. Begins anew. */
  readonly minutes?: number | undefined;
}

/** A question on a learner's screen. */
export interface SessionInput {
  readonly learner: LearnerId;
  readonly zone: string;
  readonly sessionId: string;
  /** The id that came with the question: when another tab went on, nothing moves twice. */
  readonly eventId: EventId;
}

export interface AnswerInput extends SessionInput {
  readonly itemId: ItemId;
  /** The hash and the seed that came with the question. */
  readonly itemHash: string;
  readonly variantSeed: number;
  readonly response: readonly string[];
  readonly confidence: Confidence;
  /** From showing to answering. */
  readonly seconds: number;
}

/** Practice: asks, marks, schedules, and stands where it stood after a reload. All calls of a learner run in turn. */
export interface Practice {
  /** Begins a session, or takes up today's session of the same mode and topic. */
  start(input: StartInput): Promise<PracticeReply>;
  /** Where the learner stands; phase `empty` when no session is open. */
  current(learner: LearnerId): Promise<PracticeReply>;
  /** Marks and records an answer. The same `eventId` twice counts once. */
  answer(input: AnswerInput): Promise<PracticeReply>;
  /** From an answered item to the next. */
  next(input: SessionInput): Promise<PracticeReply>;
  /** Leaves an item for another session. */
  skip(input: SessionInput): Promise<PracticeReply>;
  /** Takes the latest answer back (`eventId` names it) and asks its item again. */
  undo(input: SessionInput): Promise<PracticeReply>;
  /** Ends the session with its summary. */
  finish(input: Omit<SessionInput, 'eventId'>): Promise<PracticeReply>;
  /** What is waiting today. */
  due(learner: LearnerId): Promise<DueCounts>;
  history(learner: LearnerId): Promise<History>;
  /** Saves the folded state. Call before the documents are closed. */
  close(): Promise<void>;
}
