import type { EventId, ItemId, ProgressEvent, ProgressEventOf } from '#core';
import { refuseResponse, writtenOrder, type AuthoredItem, type Response } from './types/index.ts';

export type ExamStarted = ProgressEventOf<'exam-started'>;
export type ExamAnswered = ProgressEventOf<'exam-answered'>;
export type ExamSubmitted = ProgressEventOf<'exam-submitted'>;
type ExamEvent = ExamStarted | ExamAnswered | ExamSubmitted;

/** Where one question of a running exam stands. */
export interface ExamQuestion {
  readonly itemId: ItemId;
  readonly itemHash: string;
  readonly variantSeed: number;
  readonly domain: string;
  readonly seenBefore: boolean;
  /** Empty while unanswered. */
  readonly response: Response;
  readonly flagged: boolean;
  readonly struck: readonly string[];
  /** Time spent on it, in seconds. */
  readonly seconds: number;
  /** How often a saved answer was replaced by another. */
  readonly changes: number;
  /** How often it was saved: who saves names the one that was on the screen. */
  readonly revision: number;
}

/** One sitting of a mock exam, folded from its events. */
export interface Exam {
  readonly attemptId: EventId;
  readonly planId: string;
  readonly kind: ExamStarted['kind'];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly limitSeconds: number;
  readonly questions: readonly ExamQuestion[];
  /** The latest moment that an event of it says: its time never runs back behind that. */
  readonly latestAt: number;
  /** Ids of its saved answers, so that one sent twice counts once. */
  readonly saves: ReadonlySet<EventId>;
  readonly submitted?: ExamSubmitted;
}

const isOfExam = (event: ProgressEvent): event is ExamEvent =>
  event.type === 'exam-started' ||
  event.type === 'exam-answered' ||
  event.type === 'exam-submitted';

const begun = (event: ExamStarted): Exam => ({
  attemptId: event.attemptId,
  planId: event.planId,
  kind: event.kind,
  startedAt: Date.parse(event.at),
  limitSeconds: event.limitSeconds,
  questions: event.form.map((one) => ({
    ...one,
    response: [],
    flagged: false,
    struck: [],
    seconds: 0,
    changes: 0,
    revision: 0,
  })),
  latestAt: Date.parse(event.at),
  saves: new Set(),
});

const isSame = (one: Response, other: Response) => one.join('\n') === other.join('\n');

function answered(exam: Exam, event: ExamAnswered): Exam {
  const before = exam.questions[event.position];
  if (!before || exam.submitted) return exam;
  const isChange = before.response.length > 0 && !isSame(before.response, event.response);
  const question: ExamQuestion = {
    ...before,
    response: event.response,
    flagged: event.flagged,
    struck: event.struck,
    seconds: before.seconds + event.seconds,
    changes: before.changes + (isChange ? 1 : 0),
    revision: before.revision + 1,
  };
  return { ...exam, questions: exam.questions.with(event.position, question) };
}

/**
 * Folds an event into the sittings of a learner. The first submission of an exam counts, and answers
 * after it do not.
 * @param exams by attempt id, in the order in which they were begun
 */
export function foldExam(
  exams: ReadonlyMap<EventId, Exam>,
  event: ProgressEvent,
): ReadonlyMap<EventId, Exam> {
  if (!isOfExam(event)) return exams;
  if (event.type === 'exam-started') return new Map(exams).set(event.attemptId, begun(event));
  const exam = exams.get(event.attemptId);
  if (!exam || exam.submitted) return exams;
  const next: Exam =
    event.type === 'exam-answered' ? answered(exam, event) : { ...exam, submitted: event };
  return new Map(exams).set(event.attemptId, {
    ...next,
    latestAt: Math.max(exam.latestAt, Date.parse(event.at)),
    saves: new Set([...exam.saves, event.id]),
  });
}

/**
 * The exam's own time. It runs while nobody looks and while the server is down; a clock that was set
 * back does not give time back.
 * @param now milliseconds since 1970
 */
export const examTime = (exam: Exam, now: number): number => Math.max(now, exam.latestAt);

/** @returns seconds left, never below 0 and never more than the limit */
export function secondsLeft(exam: Exam, now: number): number {
  const spent = (examTime(exam, now) - exam.startedAt) / 1000;
  return Math.min(exam.limitSeconds, Math.max(0, exam.limitSeconds - spent));
}

export const isTimeUp = (exam: Exam, now: number): boolean => secondsLeft(exam, now) <= 0;

/** What a learner wants to save of one question. */
export interface Save {
  /** Made by whoever sends it: the same one twice counts once. */
  readonly saveId: EventId;
  readonly position: number;
  /** The revision that was on the screen. */
  readonly revision: number;
  readonly response: Response;
  readonly flagged: boolean;
  readonly struck: readonly string[];
  /** Time on this question since it was saved last, in seconds. */
  readonly seconds: number;
}

/**
 * What comes of a save: `ok`; `already-saved` (sent twice); `stale` (another tab saved since);
 * `time-up`; `submitted`; `unknown-question`; `item-changed` (edited or withdrawn since the exam
 * began: it does not count); `invalid-response`.
 */
export type SaveOutcome =
  | 'ok'
  | 'already-saved'
  | 'stale'
  | 'time-up'
  | 'submitted'
  | 'unknown-question'
  | 'item-changed'
  | 'invalid-response';

/** The most characters that a typed answer may have. */
const MOST_TYPED = 200;

/** Whether a response fits an item, whole or in part: in an exam a half-made choice is kept too. */
export function fitsItem(item: AuthoredItem, response: Response): boolean {
  if (response.length === 0 || refuseResponse(item, response) === undefined) return true;
  if (new Set(response).size < response.length) return false;
  switch (item.type) {
    case 'fill-in':
      return response.length === 1 && (response[0] ?? '').length <= MOST_TYPED;
    case 'matching': {
      const pairs = response.map((pair) => pair.split('='));
      const isKnown = ([prompt, target]: string[]) =>
        item.prompts.some(({ id }) => id === prompt) &&
        item.targets.some(({ id }) => id === target);
      return pairs.every(isKnown) && new Set(pairs.map(([prompt]) => prompt)).size === pairs.length;
    }
    case 'single-choice':
    case 'multiple-response':
    case 'ordering':
    case 'hot-spot':
      return response.every((id) => writtenOrder(item).includes(id));
  }
}

/**
 * Decides on a save.
 * @param item the item as it is now, in the variant that was shown; undefined when it was edited or withdrawn
 */
export function decideSave(
  exam: Exam,
  save: Save,
  item: AuthoredItem | undefined,
  now: number,
): SaveOutcome {
  const question = exam.questions[save.position];
  if (!question) return 'unknown-question';
  if (exam.saves.has(save.saveId)) return 'already-saved';
  if (exam.submitted) return 'submitted';
  if (isTimeUp(exam, now)) return 'time-up';
  if (question.revision !== save.revision) return 'stale';
  if (!item) return 'item-changed';
  return fitsItem(item, save.response) ? 'ok' : 'invalid-response';
}

/** Time that may be counted for a save: nobody spends more than has passed, in seconds. */
export function honestSeconds(exam: Exam, seconds: number, now: number): number {
  const spent = exam.questions.reduce((sum, question) => sum + question.seconds, 0);
  const passed = (examTime(exam, now) - exam.startedAt) / 1000;
  return Math.min(Math.max(0, seconds), Math.max(0, passed - spent));
}
