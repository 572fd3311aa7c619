import {
  placeOf,
  type LabId,
  type LabPlace,
  type LessonId,
  type ProgressEvent,
  type ProgressEventOf,
} from '#core';

/** What a learner did with a lesson. A finished lesson that is opened again stays finished. */
export interface LessonStatus {
  readonly state: 'unread' | 'reading' | 'finished';
  /** ISO 8601, of the latest opening. */
  readonly openedAt?: string;
  /** ISO 8601, of the first finish. */
  readonly finishedAt?: string;
}

/** What a learner did with a lab in one place. Passed once it stays passed there, whatever was verified later. */
export interface LabStatus {
  readonly state: 'untouched' | 'tried' | 'passed';
  /** ISO 8601, of the latest verification. */
  readonly verifiedAt?: string;
  /** Objectives that passed in the latest verification. */
  readonly passedObjectives: readonly string[];
}

/** What a learner did with a lab, by place: the two are never mixed. */
export type LabStatuses = Readonly<Record<LabPlace, LabStatus>>;

/** All that one learner did with lessons and labs. Plain data. */
export interface Activity {
  readonly lessons: ReadonlyMap<LessonId, LessonStatus>;
  readonly labs: ReadonlyMap<LabId, LabStatuses>;
  /** The lesson that was opened or finished last. */
  readonly latestLesson?: LessonId;
  /** How many events there are, answers included; 0 for a newcomer. */
  readonly events: number;
}

export const NO_ACTIVITY: Activity = { lessons: new Map(), labs: new Map(), events: 0 };

export const UNREAD: LessonStatus = { state: 'unread' };
const NOT_BEGUN: LabStatus = { state: 'untouched', passedObjectives: [] };
export const UNTOUCHED: LabStatuses = { sandbox: NOT_BEGUN, aws: NOT_BEGUN };

const opened = (before: LessonStatus, at: string): LessonStatus => ({
  ...before,
  state: before.state === 'finished' ? 'finished' : 'reading',
  openedAt: at,
});

const finished = (before: LessonStatus, at: string): LessonStatus => ({
  ...before,
  state: 'finished',
  finishedAt: before.finishedAt ?? at,
});

function verified(before: LabStatus, event: ProgressEventOf<'lab-verified'>): LabStatus {
  return {
    state: event.passed || before.state === 'passed' ? 'passed' : 'tried',
    verifiedAt: event.at,
    passedObjectives: Object.entries(event.verdicts).flatMap(([objective, verdict]) =>
      verdict === 'pass' ? [objective] : [],
    ),
  };
}

/**
 * Folds events that came after an activity into it.
 * @param before `NO_ACTIVITY` to fold a whole log
 */
export function foldActivity(before: Activity, events: readonly ProgressEvent[]): Activity {
  const lessons = new Map(before.lessons);
  const labs = new Map(before.labs);
  let { latestLesson } = before;
  for (const event of events) {
    if (event.type === 'lesson-opened' || event.type === 'lesson-finished') {
      const change = event.type === 'lesson-opened' ? opened : finished;
      lessons.set(event.lessonId, change(lessons.get(event.lessonId) ?? UNREAD, event.at));
      latestLesson = event.lessonId;
    } else if (event.type === 'lab-verified') {
      const before = labs.get(event.labId) ?? UNTOUCHED;
      const place = placeOf(event);
      labs.set(event.labId, { ...before, [place]: verified(before[place], event) });
    }
  }
  return {
    lessons,
    labs,
    ...(latestLesson !== undefined && { latestLesson }),
    events: before.events + events.length,
  };
}
