import type { ItemView, SaveOutcome } from '#quiz';

/** A question of a running exam, as the server sends it. Holds no key. */
export interface ExamQuestionView {
  /** Absent when the item was edited or withdrawn since the exam began. */
  readonly item?: ItemView;
  readonly isCaseStudy: boolean;
  readonly response: readonly string[];
  readonly flagged: boolean;
  readonly struck: readonly string[];
  readonly seconds: number;
  readonly revision: number;
  readonly saveId: string;
}

/** A running exam, as the server sends it. */
export interface RunningExam {
  readonly attemptId: string;
  readonly title: string;
  readonly secondsLeft: number;
  readonly limitSeconds: number;
  readonly questions: readonly ExamQuestionView[];
}

/** What the server says to a save. */
export interface SaveReply {
  readonly outcome: SaveOutcome | 'unknown-exam';
  readonly message?: string;
  readonly secondsLeft: number;
  readonly question?: ExamQuestionView;
}
