/** A learner; `local` is the only one when nobody signs in. */
export type LearnerId = string & { readonly __id: 'learner' };
/** `<course>/<scenario>/<item>`, for example `api-gateway/tiered-usage-plans/limit`. For ever: progress points at it. */
export type ItemId = string & { readonly __id: 'item' };
/** `<course>/<module>/<lesson>`, for example `api-gateway/who-may-call/usage-plans`. */
export type LessonId = string & { readonly __id: 'lesson' };
/** The lab's folder name, for example `tiered-usage-plans`. */
export type LabId = string & { readonly __id: 'lab' };
/** A UUIDv7: sorts by the time it was made. */
export type EventId = string & { readonly __id: 'event' };

export const learnerId = (text: string) => text as LearnerId;
export const itemId = (text: string) => text as ItemId;
export const lessonId = (text: string) => text as LessonId;
export const labId = (text: string) => text as LabId;
export const eventId = (text: string) => text as EventId;

export const LOCAL_LEARNER = learnerId('local');
