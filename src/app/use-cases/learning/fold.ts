import type { LabId, LessonId, ProgressEvent, ProgressEventOf } from '#core';

/** What a learner did with a lesson. A finished lesson that is opened again stays finished. */
export interface LessonStatus {
  readonly state: 'unread' | 'reading' | 'finished';
  /** ISO 8601, of the latest opening. */
  readonly openedAt?: string;
  /** ISO 8601, of the first finish. */
  readonly finishedAt?: string;
}

/** What a learner did with a lab. A lab that passed once stays passed, whatever was verified later. */
export interface LabStatus {
  readonly state: 'untouched' | 'tried' | 'passed';
  /** ISO 8601, of the latest verification. */
  readonly verifiedAt?: string;
  /** Objectives that passed in the latest verification. */
  readonly passedObjectives: readonly string[];
}

/** All that one learner did with lessons and labs. Plain data. */
export interface Activity {
  readonly lessons: ReadonlyMap<LessonId, LessonStatus>;
  readonly labs: ReadonlyMap<LabId, LabStatus>;
  /** The lesson that was opened or finished last. */
  readonly latestLesson?: LessonId;
  /** How many events there are, answers included; 0 for a newcomer. */
  readonly events: number;
}

export const NO_ACTIVITY: Activity = { lessons: new Map(), labs: new Map(), events: 0 };

export const UNREAD: LessonStatus = { state: 'unread' };
export const UNTOUCHED: LabStatus = { state: 'untouched', passedObjectives: [] };

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
      labs.set(event.labId, verified(labs.get(event.labId) ?? UNTOUCHED, event));
    }
  }
  return {
    lessons,
    labs,
    ...(latestLesson !== undefined && { latestLesson }),
    events: before.events + events.length,
  };
}
