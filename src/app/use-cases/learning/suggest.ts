import type { Catalog, Lab, Lesson } from '#catalog';
import { LAB_PLACES, type LabPlace } from '#core';
import { UNREAD, UNTOUCHED, type Activity, type LabStatus } from './fold.ts';

/** The lesson to read now: the one under way, else the first unfinished one. */
export interface LessonSuggestion {
  readonly lesson: Lesson;
  /** `continue`: opened and not finished; `start`: nothing was finished yet; `next`: the first that is left. */
  readonly why: 'continue' | 'start' | 'next';
}

/** The lab to build now. */
export interface LabSuggestion {
  readonly lab: Lab;
  /** Where it was begun; the local sandbox when it was begun nowhere, or in both places. */
  readonly place: LabPlace;
  /** In that place. */
  readonly status: LabStatus;
  /** `tried`: begun; `ready`: all its lessons are read; `proves`: it proves the lesson under way; `open`: none of these. */
  readonly why: 'tried' | 'ready' | 'proves' | 'open';
  /** The lesson it would prove, the one touched last if there are several. */
  readonly lesson?: Lesson;
}

/** @returns undefined when every lesson is finished */
export function suggestLesson(catalog: Catalog, activity: Activity): LessonSuggestion | undefined {
  const stateOf = ({ id }: Lesson) => (activity.lessons.get(id) ?? UNREAD).state;
  const reading = catalog.lessons
    .filter((lesson) => stateOf(lesson) === 'reading')
    .toSorted((one, other) => openedAt(activity, other).localeCompare(openedAt(activity, one)));
  if (reading[0]) return { lesson: reading[0], why: 'continue' };
  const lesson = catalog.lessons.find((one) => stateOf(one) === 'unread');
  if (!lesson) return undefined;
  const hasFinished = catalog.lessons.some((one) => stateOf(one) === 'finished');
  return { lesson, why: hasFinished ? 'next' : 'start' };
}

const openedAt = (activity: Activity, { id }: Lesson) => activity.lessons.get(id)?.openedAt ?? '';

const RANK: Record<LabSuggestion['why'], number> = { tried: 0, ready: 1, proves: 2, open: 3 };

/**
 * @param current the lesson under way, which a lab may prove
 * @returns undefined when every lab has passed, in whichever place: what was built once need not be suggested
 */
export function suggestLab(
  catalog: Catalog,
  activity: Activity,
  current: Lesson | undefined,
): LabSuggestion | undefined {
  const open = catalog.labs.flatMap((lab): LabSuggestion[] => {
    const statuses = activity.labs.get(lab.id) ?? UNTOUCHED;
    if (LAB_PLACES.some((one) => statuses[one].state === 'passed')) return [];
    const place = LAB_PLACES.find((one) => statuses[one].state === 'tried') ?? 'sandbox';
    const status = statuses[place];
    const { lessons } = catalog.relatedToLab(lab.id);
    const touched = lessons.find(({ id }) => id === activity.latestLesson);
    const lesson = touched ?? lessons.find(({ id }) => id === current?.id) ?? lessons[0];
    const why = whyBuild(activity, status, lessons, current);
    return [{ lab, place, status, why, ...(lesson && { lesson }) }];
  });
  return open.toSorted((one, other) => RANK[one.why] - RANK[other.why])[0];
}

function whyBuild(
  activity: Activity,
  { state }: LabStatus,
  lessons: readonly Lesson[],
  current: Lesson | undefined,
): LabSuggestion['why'] {
  if (state === 'tried') return 'tried';
  const isRead = ({ id }: Lesson) => activity.lessons.get(id)?.state === 'finished';
  if (lessons.length > 0 && lessons.every(isRead)) return 'ready';
  return lessons.some(({ id }) => id === current?.id) ? 'proves' : 'open';
}
