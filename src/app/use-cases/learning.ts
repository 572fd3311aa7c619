import type { Catalog } from '#catalog';
import {
  EVENT_VERSION,
  eventId,
  uuidv7,
  type Clock,
  type LearnerId,
  type LessonId,
  type ProgressEvent,
  type Random,
} from '#core';
import { START, type Cursor, type Documents, type ProgressStore } from '#progress';
import type { DueCounts } from '#quiz';
import { isZone } from '#scheduling';
import {
  foldActivity,
  NO_ACTIVITY,
  UNREAD,
  type Activity,
  type LessonStatus,
} from './learning/fold.ts';
import {
  suggestLab,
  suggestLesson,
  type LabSuggestion,
  type LessonSuggestion,
} from './learning/suggest.ts';
import type { Practice } from './practice.ts';

export type { Activity, LabStatus, LabStatuses, LessonStatus } from './learning/fold.ts';
export type { LabSuggestion, LessonSuggestion } from './learning/suggest.ts';
export { UNREAD, UNTOUCHED } from './learning/fold.ts';

export interface LearningDeps {
  /** The catalog of this moment: in dev it is read again after an edit. */
  readonly catalog: () => Catalog;
  readonly store: ProgressStore;
  readonly documents: Pick<Documents, 'profile'>;
  readonly practice: Pick<Practice, 'due'>;
  readonly clock: Clock;
  readonly random: Random;
}

/** What a learner should do now. */
export interface Home {
  /** Nothing was ever done here. */
  readonly isNewcomer: boolean;
  readonly due: DueCounts;
  /** Absent when every lesson is finished. */
  readonly lesson?: LessonSuggestion;
  /** Absent when every lab has passed. */
  readonly lab?: LabSuggestion;
}

export interface LessonInput {
  readonly learner: LearnerId;
  /** The browser's IANA zone; the profile's counts when it is unknown. */
  readonly zone: string;
  readonly lessonId: LessonId;
}

/** `recorded`: an event was kept; `already`: it would say nothing new; `unknown-lesson`: there is none of that id. */
export type LessonOutcome = 'recorded' | 'already' | 'unknown-lesson';

/** Reading: which lessons and labs a learner has been through, and what comes next. */
export interface Learning {
  home(learner: LearnerId): Promise<Home>;
  /** All lessons and labs the learner has touched. */
  activity(learner: LearnerId): Promise<Activity>;
  lessonStatus(learner: LearnerId, lessonId: LessonId): Promise<LessonStatus>;
  /** Keeps that a lesson is being read. Opening the lesson under way again keeps nothing. */
  openLesson(input: LessonInput): Promise<LessonOutcome>;
  /** Keeps that a lesson is finished, once. */
  finishLesson(input: LessonInput): Promise<LessonOutcome>;
}

export function createLearning({
  catalog,
  store,
  documents,
  practice,
  clock,
  random,
}: LearningDeps): Learning {
  const activityOf = createActivityReader(store);

  async function keep(
    type: 'lesson-opened' | 'lesson-finished',
    { learner, zone, lessonId }: LessonInput,
  ): Promise<LessonOutcome> {
    const now = clock.now();
    const event: ProgressEvent = {
      id: eventId(uuidv7(now, random)),
      v: EVENT_VERSION,
      learner,
      at: new Date(now).toISOString(),
      zone: isZone(zone) ? zone : (await documents.profile(learner)).zone,
      source: 'web',
      type,
      lessonId,
    };
    await store.append(learner, [event]);
    return 'recorded';
  }

  return {
    async home(learner) {
      const [activity, due] = [await activityOf(learner), await practice.due(learner)];
      const lesson = suggestLesson(catalog(), activity);
      const lab = suggestLab(catalog(), activity, lesson?.lesson);
      return {
        isNewcomer: activity.events === 0,
        due,
        ...(lesson && { lesson }),
        ...(lab && { lab }),
      };
    },
    activity: activityOf,
    async lessonStatus(learner, id) {
      return (await activityOf(learner)).lessons.get(id) ?? UNREAD;
    },
    async openLesson(input) {
      if (!catalog().lesson(input.lessonId)) return 'unknown-lesson';
      const { latestLesson, lessons } = await activityOf(input.learner);
      const isUnderWay = latestLesson === input.lessonId && lessons.has(input.lessonId);
      return isUnderWay ? 'already' : keep('lesson-opened', input);
    },
    async finishLesson(input) {
      if (!catalog().lesson(input.lessonId)) return 'unknown-lesson';
      const { lessons } = await activityOf(input.learner);
      const isFinished = lessons.get(input.lessonId)?.state === 'finished';
      return isFinished ? 'already' : keep('lesson-finished', input);
    },
  };
}

/** Reads a learner's activity; what was folded once is kept, so that a page reads new events only. */
function createActivityReader(store: ProgressStore): (learner: LearnerId) => Promise<Activity> {
  const known = new Map<LearnerId, { readonly cursor: Cursor; readonly activity: Activity }>();
  return async (learner) => {
    const from = known.get(learner) ?? { cursor: START, activity: NO_ACTIVITY };
    let { cursor } = from;
    const events: ProgressEvent[] = [];
    for await (const entry of store.entries(learner, from.cursor)) {
      events.push(entry.event);
      cursor = entry.cursor;
    }
    const activity = foldActivity(from.activity, events);
    known.set(learner, { cursor, activity });
    return activity;
  };
}
