import type { EventId, ItemId, ProgressEventOf } from '#core';
import type { ItemView } from './item.ts';
import type { ItemType, OptionFeedback, Score } from './types/index.ts';

/** What the learner said about an answer before it was marked. */
export type Confidence = ProgressEventOf<'item-answered'>['confidence'];

/**
 * `today`: the day's queue; `topic`: all of one topic; `weak`: the topics known least; `missed`: what was
 * not known last time; `diagnostic`: new items that tell most about the learner, until that is certain
 * enough; `custom`: a drill of the learner's own making; `item`: a single item, as lessons ask it.
 */
export const PRACTICE_MODES = [
  'today',
  'topic',
  'weak',
  'missed',
  'diagnostic',
  'custom',
  'item',
] as const;
export type PracticeMode = (typeof PRACTICE_MODES)[number];

/** What a drill of the learner's own making asks. What is left out is not limited. */
export interface DrillFilter {
  readonly topics?: readonly string[];
  readonly types?: readonly ItemType[];
  /** Author's levels, 1 to 5. */
  readonly levels?: readonly number[];
  /** How many items at most. */
  readonly count?: number;
}

/** What the learner said about an item, beside answering it. */
export interface ItemMark {
  readonly isFlagged: boolean;
  readonly note?: string;
}

/** Why an item is asked now, in figures that a page can put into words. */
export interface PickReason {
  /** `reask`: failed earlier today; `due`: about to be forgotten; `new`: never seen; `ahead`: not due yet; `asked`: the learner chose it. */
  readonly kind: 'reask' | 'due' | 'new' | 'ahead' | 'asked';
  /** Share of the learner's exams, 0 to 1. */
  readonly weight: number;
  /** Chance to be right on the exam's day without and with asking it now, 0 to 1. */
  readonly chanceBefore: number;
  readonly chanceAfter: number;
  /** Expected time, in seconds. */
  readonly seconds: number;
  readonly overdueDays: number;
  /** The exam's day as YYYY-MM-DD; absent when the learner has none, and a month counts. */
  readonly examDate?: string;
}

/** One asking of one item. Holds no key. */
export interface Ask {
  /** Names the answer before it is given: sending it twice, or from two tabs, counts once. */
  readonly eventId: EventId;
  readonly item: ItemView;
  /** Draws the variant and the order of the options. */
  readonly variantSeed: number;
  readonly reason: PickReason;
  readonly mark: ItemMark;
}

/** When an answered item comes back. */
export interface Return {
  /** The learner's day, as YYYY-MM-DD. */
  readonly date: string;
  readonly inDays: number;
  /** What the scheduler made of the answer. */
  readonly rating: 'again' | 'hard' | 'good' | 'easy';
  /** Set when it may come back today: after so many minutes and so many other answers, whichever is later. */
  readonly reask?: { readonly minutes: number; readonly answers: number };
  /** How often it was forgotten. From 4 on, reading the lesson pays more than another repeat. */
  readonly lapses: number;
}

export interface Link {
  readonly title: string;
  readonly url: string;
}

export interface FactNote {
  readonly id: string;
  readonly claim: string;
  readonly source: string;
  /** How old the reading is. */
  readonly asOf: string;
}

/** All that may be told after the answer. */
export interface Feedback {
  readonly score: Score;
  readonly confidence: Confidence;
  readonly key: readonly string[];
  /** Every part with its rationale, in the order of its type. */
  readonly options: readonly OptionFeedback[];
  readonly comesBack: Return;
  readonly facts: readonly FactNote[];
  readonly sources: readonly Link[];
  readonly lessons: readonly Link[];
  readonly labs: readonly Link[];
}

export interface SessionProgress {
  readonly answered: number;
  readonly correct: number;
  /** Items that are still planned, the current one included. An estimate: it shifts with the answers. */
  readonly remaining: number;
}

/** What is waiting, for the home page and for the end of a session. */
export interface DueCounts {
  /** Items about to be forgotten. */
  readonly due: number;
  /** Items never seen. */
  readonly unseen: number;
  /** What today's plan still holds, and its expected time. */
  readonly planned: number;
  readonly plannedMinutes: number;
  readonly answeredToday: number;
  readonly correctToday: number;
  readonly minutesToday: number;
  readonly minutesPerDay: number;
  /** When the next item falls due; absent when none was answered yet or some are due now. */
  readonly next?: { readonly date: string; readonly inDays: number; readonly count: number };
  /** Items that slipped too often: their lesson or lab comes first. */
  readonly leeches: readonly Leech[];
  /** A session that waits to be taken up again. */
  readonly openSession?: {
    readonly mode: PracticeMode;
    readonly topic?: string;
    readonly answered: number;
  };
}

/** An item that is held back until its lesson or lab was opened. */
export interface Leech {
  readonly itemId: ItemId;
  readonly title: string;
  readonly lapses: number;
  /** What to read or to build. */
  readonly remedies: readonly Link[];
}

/** An answered item in the summary of a session. */
export interface SummaryItem {
  readonly itemId: ItemId;
  readonly title: string;
  readonly isCorrect: boolean;
  readonly confidence: Confidence;
  readonly inDays: number;
}

interface InSession {
  readonly sessionId: string;
  readonly mode: PracticeMode;
  readonly topic?: string;
  readonly progress: SessionProgress;
  /** The latest step (an answer, a skip, an item set aside) that can be taken back. */
  readonly undoable?: EventId;
}

/** Where the learner stands. A page draws exactly this, also after a reload. */
export type PracticeState =
  | (InSession & { readonly phase: 'asking'; readonly ask: Ask })
  | (InSession & { readonly phase: 'answered'; readonly ask: Ask; readonly feedback: Feedback })
  | (InSession & {
      readonly phase: 'finished';
      /** `all-done`: nothing left to ask; `time-spent`: the day's minutes are used; `stopped`: by the learner; `certain`: the diagnostic knows enough. */
      readonly why: 'all-done' | 'time-spent' | 'stopped' | 'certain';
      /** What a diagnostic found: the chance to know an item of middling difficulty, with its 95 % interval. */
      readonly diagnosis?: { readonly mean: number; readonly low: number; readonly high: number };
      readonly seconds: number;
      readonly items: readonly SummaryItem[];
      readonly due: DueCounts;
    })
  | {
      readonly phase: 'empty';
      readonly mode: PracticeMode;
      readonly topic?: string;
      /** `nothing-due`: come back later; `time-spent`: the day's minutes are used; `no-items`: nothing is written for it; `no-session`: none was begun. */
      readonly why: 'nothing-due' | 'time-spent' | 'no-items' | 'no-session';
      readonly due: DueCounts;
    };

/**
 * What came of a request. Nothing is lost or counted twice in any of them:
 * `ok`; `already-answered` (the first answer counts); `item-changed` (edited since it was shown, not
 * counted); `item-retired`; `invalid-response`; `stale` (another tab went on); `no-session`;
 * `unknown-item`; `unknown-topic`; `nothing-to-undo`.
 */
export type PracticeOutcome =
  | 'ok'
  | 'already-answered'
  | 'item-changed'
  | 'item-retired'
  | 'invalid-response'
  | 'stale'
  | 'no-session'
  | 'unknown-item'
  | 'unknown-topic'
  | 'nothing-to-undo';

export interface PracticeReply {
  readonly outcome: PracticeOutcome;
  /** What happened and what to do, for every outcome but `ok`. */
  readonly message?: string;
  readonly state: PracticeState;
}
