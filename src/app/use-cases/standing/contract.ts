import type { CurvePoint, Readiness, TopicMastery } from '#analytics';
import type { ItemId, LearnerId, ProgressEventOf } from '#core';
import type { Profile } from '#progress';
import type { PlanForecast } from '#scheduling';

/** A prediction that was kept, with what it rested on. */
export type Prediction = ProgressEventOf<'readiness-predicted'>;
/** A result at the test centre, as the learner told it. */
export type ExamResult = ProgressEventOf<'exam-sat'>;

/** The chance of passing one exam, as far as items about API Gateway can tell. */
export interface ExamReadiness {
  readonly exam: string;
  readonly title: string;
  readonly readiness: Readiness;
  /** Domains of the exam for which there are items, and their share of it, 0 to 1. */
  readonly covered: number;
  /** First attempts at items of each such domain, practice and mocks together. */
  readonly domains: readonly {
    readonly id: number;
    readonly title: string;
    readonly right: number;
    readonly of: number;
  }[];
}

/** A result with the last prediction before it; absent when there was none. */
export interface Told {
  readonly result: ExamResult;
  readonly prediction?: Prediction;
}

/** What was answered of a topic in one week. */
export interface HeatCell {
  readonly right: number;
  readonly of: number;
}

export interface HeatRow {
  readonly topic: string;
  /** One per week of `HeatMap.weeks`. */
  readonly cells: readonly HeatCell[];
}

export interface HeatMap {
  /** The first days of the weeks, as YYYY-MM-DD, oldest first. */
  readonly weeks: readonly string[];
  readonly rows: readonly HeatRow[];
}

/** How memory of one item went, and how it will go if nothing is done. */
export interface ItemCurve {
  readonly itemId: ItemId;
  readonly title: string;
  readonly points: readonly (Omit<CurvePoint, 'day'> & { readonly date: string })[];
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** Where a learner stands. */
export interface StandingView {
  readonly profile: Profile;
  readonly readiness: readonly ExamReadiness[];
  readonly results: readonly Told[];
  /** Mean squared error of the predictions that have a result: 0 is perfect, 0.25 a coin. */
  readonly brier?: number;
  readonly mastery: readonly TopicMastery[];
  readonly heat: HeatMap;
}

/** What a learner wants to plan. */
export interface PlanInput {
  /** YYYY-MM-DD; absent for no date: then a month always counts. */
  readonly examDate?: string | undefined;
  readonly minutesPerDay: number;
  /** Codes; empty means all exams. */
  readonly exams: readonly string[];
}

/** `fits`: nearly all items are met; `tight`: most; `short`: too few. */
export type Feasibility = 'fits' | 'tight' | 'short';

export interface PlanView {
  readonly input: PlanInput;
  readonly forecast: PlanForecast;
  readonly feasibility: Feasibility;
  /** The same plan with other minutes a day, shortest first, the chosen ones included. */
  readonly choices: readonly { readonly minutesPerDay: number; readonly forecast: PlanForecast }[];
  /** The fewest minutes a day among the choices that meet nearly all items. */
  readonly enough?: number;
}

export interface ResultInput {
  readonly learner: LearnerId;
  readonly exam: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly passed: boolean;
  readonly scaledScore?: number | undefined;
}

/** `unknown-exam`: we have no blueprint of it; `in-future`: the day is still to come. */
export type ResultOutcome =
  | { readonly outcome: 'ok' | 'already' }
  | { readonly outcome: 'unknown-exam' | 'in-future'; readonly message: string };

export type PlanOutcome =
  | { readonly outcome: 'ok' }
  | { readonly outcome: 'unknown-exam' | 'in-past'; readonly message: string };

/** What a learner can do, remembers and will probably score, and what to plan. */
export interface Standing {
  /** Where the learner stands. Keeps each new prediction, with what it rested on. */
  read(learner: LearnerId): Promise<StandingView>;
  /** The memory curve of an item that was answered; of the one due first when none is named. */
  curve(learner: LearnerId, item?: ItemId): Promise<ItemCurve | undefined>;
  /** What a plan leads to, before it is kept. @param input the kept plan when left out */
  plan(learner: LearnerId, input?: PlanInput): Promise<PlanView>;
  savePlan(learner: LearnerId, input: PlanInput): Promise<PlanOutcome>;
  /** Keeps a real result, for calibration. The same result told twice is kept once. */
  tellResult(input: ResultInput): Promise<ResultOutcome>;
}
