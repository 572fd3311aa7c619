import { keepLesson } from './_keep.ts';

/** The learner opened a lesson: `{ lessonId, zone }`. */
export const POST = keepLesson('openLesson');
