import type { Catalog } from '#catalog';
import type { Clock, EventId, LearnerId, Random } from '#core';
import type { Documents, ProgressStore } from '#progress';
import type {
  Coverage,
  Estimate,
  ExamPlan,
  ExamSubmitted,
  FactNote,
  ItemView,
  Link,
  OptionFeedback,
  Response,
  Save,
  SaveOutcome,
  Tally,
} from '#quiz';

export interface ExamDeps {
  /** The catalog of this moment: in dev it is read again after an edit. */
  readonly catalog: () => Catalog;
  readonly store: ProgressStore;
  readonly documents: Pick<Documents, 'profile'>;
  readonly clock: Clock;
  readonly random: Random;
}

/** A mock exam that may be begun, in the form that the pool can fill. */
export interface ExamOffer {
  readonly plan: ExamPlan;
  /** Items of the form that would be asked now; 0 when the pool is too small for any. */
  readonly items: number;
  readonly minutes: number;
  /** How many of them were met before. */
  readonly seenBefore: number;
  /** How many items a full form still lacks. */
  readonly missing: number;
  readonly coverage: readonly (Coverage & { readonly title: string })[];
}

/** A sitting, running or over, in a list. */
export interface ExamEntry {
  readonly attemptId: EventId;
  readonly title: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Absent while it runs. */
  readonly result?: { readonly tally: Tally; readonly estimate: Estimate };
}

/** A question of a running exam. Holds no key. */
export interface QuestionView {
  /** Absent when the item was edited or withdrawn since the exam began: it does not count. */
  readonly item?: ItemView;
  readonly isCaseStudy: boolean;
  readonly response: Response;
  readonly flagged: boolean;
  readonly struck: readonly string[];
  readonly seconds: number;
  readonly revision: number;
  /** Names the next save before it is sent: the same one twice counts once. */
  readonly saveId: EventId;
}

/** A running exam, as the page draws it. */
export interface ExamView {
  readonly attemptId: EventId;
  readonly title: string;
  readonly secondsLeft: number;
  readonly limitSeconds: number;
  readonly questions: readonly QuestionView[];
}

/** A question after the exam. */
export interface QuestionReport {
  readonly position: number;
  readonly title: string;
  readonly outcome: ExamSubmitted['results'][number]['outcome'];
  /** As it was shown; absent when the item was edited or withdrawn since. */
  readonly item?: ItemView;
  readonly parts: readonly OptionFeedback[];
  readonly domain: string;
  readonly seconds: number;
  /** What an able candidate needs. */
  readonly expectedSeconds: number;
  readonly changes: number;
  readonly flagged: boolean;
  readonly seenBefore: boolean;
  readonly facts: readonly FactNote[];
  readonly lessons: readonly Link[];
  readonly labs: readonly Link[];
}

/** Right of how many, under a title. */
export interface Row extends Tally {
  readonly id: string;
  readonly title: string;
}

/** Something to do next, and how many missed questions it is about. */
export interface NextStep extends Link {
  readonly kind: 'lesson' | 'lab';
  readonly missed: number;
}

export interface ExamReport {
  readonly attemptId: EventId;
  readonly plan: ExamPlan;
  readonly startedAt: string;
  readonly reason: ExamSubmitted['reason'];
  readonly limitSeconds: number;
  readonly seconds: number;
  readonly tally: Tally;
  readonly estimate: Estimate;
  readonly unanswered: number;
  /** Items that do not count, since they were edited or withdrawn meanwhile. */
  readonly voided: number;
  readonly seenBefore: number;
  readonly changed: number;
  readonly domains: readonly (Row & { readonly tasks: readonly Row[] })[];
  readonly questions: readonly QuestionReport[];
  readonly next: readonly NextStep[];
}

export interface SaveInput extends Save {
  readonly learner: LearnerId;
  readonly attemptId: EventId;
  readonly zone: string;
}

/** What came of a save, and where the question stands now. */
export interface SaveReply {
  readonly outcome: SaveOutcome | 'unknown-exam';
  /** What happened and what to do, for every outcome but `ok`. */
  readonly message?: string;
  readonly secondsLeft: number;
  /** Absent for an exam or a question that is not there. */
  readonly question?: QuestionView;
}

export type StartOutcome =
  | { readonly outcome: 'started' | 'running'; readonly attemptId: EventId }
  | { readonly outcome: 'unknown-plan' | 'too-few-items'; readonly message: string };

/** Mock exams: no feedback until the end, and a clock that nothing stops. */
export interface Exams {
  /** What may be begun now. */
  offers(learner: LearnerId): Promise<readonly ExamOffer[]>;
  /** Every sitting, the latest first. */
  entries(learner: LearnerId): Promise<readonly ExamEntry[]>;
  /** Begins an exam; while one runs, that one goes on. */
  start(input: { readonly learner: LearnerId; readonly planId: string }): Promise<StartOutcome>;
  /** A running exam, or the report of one that is over; undefined for one that was never begun. */
  open(
    learner: LearnerId,
    attemptId: EventId,
  ): Promise<
    | { readonly phase: 'running'; readonly view: ExamView }
    | { readonly phase: 'over'; readonly report: ExamReport }
    | undefined
  >;
  /** Saves one question. What was acknowledged survives a kill of the server. */
  save(input: SaveInput): Promise<SaveReply>;
  /** Ends the exam; ending it twice changes nothing. */
  submit(learner: LearnerId, attemptId: EventId): Promise<'submitted' | 'unknown-exam'>;
}
