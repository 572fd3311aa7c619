import type { Catalog } from '#catalog';
import type { Clock, EventId, ItemId, LearnerId, Random } from '#core';
import type { Documents, ProgressStore } from '#progress';
import type {
  Confidence,
  DrillFilter,
  DueCounts,
  ItemMark,
  PracticeMode,
  PracticeReply,
} from '#quiz';
import type { History } from './history.ts';

export interface PracticeDeps {
  /** The catalog of this moment: in dev it is read again after an edit. */
  readonly catalog: () => Catalog;
  readonly store: ProgressStore;
  readonly documents: Documents;
  readonly clock: Clock;
  readonly random: Random;
  /** Where answers come from; `web` when left out. */
  readonly source?: 'web' | 'cli';
}

export interface StartInput {
  readonly learner: LearnerId;
  /** The browser's IANA zone; the profile's counts when it is unknown. */
  readonly zone?: string | undefined;
  readonly mode: PracticeMode;
  /** For mode `topic`. */
  readonly topic?: string | undefined;
  /** For mode `custom`. */
  readonly filter?: DrillFilter | undefined;
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

/** Something said about an item, beside answering it. */
export interface ItemInput {
  readonly learner: LearnerId;
  readonly zone: string;
  readonly itemId: ItemId;
}

/** What came of a word about an item: `unknown-item` when there is none of that id. */
export type MarkOutcome =
  | { readonly outcome: 'ok'; readonly mark: ItemMark }
  | { readonly outcome: 'unknown-item'; readonly message: string };

/** An item with what the learner said about it. */
export interface MarkedItem {
  readonly itemId: ItemId;
  readonly title: string;
  readonly topic: string;
  readonly isFlagged: boolean;
  readonly isSuspended: boolean;
  readonly isBuried: boolean;
  readonly note?: string;
}

/** What is wrong with an item, as its author needs it. */
export interface ItemReport {
  readonly itemId: ItemId;
  readonly title: string;
  /** The file to mend, relative to the repository. */
  readonly file: string;
  /** The item was edited since. */
  readonly isEdited: boolean;
  /** ISO 8601. */
  readonly at: string;
  readonly text: string;
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
  /** Takes an item out of the queue, for today (`bury`) or until it is resumed (`suspend`), and goes on. */
  setAside(input: SessionInput & { readonly how: 'suspend' | 'bury' }): Promise<PracticeReply>;
  /** Flags an item, or takes a flag, a suspension or a burial off again. */
  mark(
    input: ItemInput & { readonly mark: 'flagged' | 'unflagged' | 'resumed' | 'unburied' },
  ): Promise<MarkOutcome>;
  /** Keeps a note to self; an empty one takes it off. */
  note(input: ItemInput & { readonly note: string }): Promise<MarkOutcome>;
  /** Tells the author what is wrong with an item. */
  report(input: ItemInput & { readonly text: string }): Promise<MarkOutcome>;
  /** Items that are flagged, set aside or noted. */
  marked(learner: LearnerId): Promise<readonly MarkedItem[]>;
  /** What was reported, newest first. */
  reports(learner: LearnerId): Promise<readonly ItemReport[]>;
  /** Takes the latest step of the session back (`eventId` names it) and shows its item again. */
  undo(input: SessionInput): Promise<PracticeReply>;
  /** Ends the session with its summary. */
  finish(input: Omit<SessionInput, 'eventId'>): Promise<PracticeReply>;
  /** What is waiting today. */
  due(learner: LearnerId): Promise<DueCounts>;
  history(learner: LearnerId): Promise<History>;
  /** Saves the folded state. Call before the documents are closed. */
  close(): Promise<void>;
}
