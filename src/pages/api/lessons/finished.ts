import { keepLesson } from './_keep.ts';

/** The learner marked a lesson as finished: `{ lessonId, zone }`. */
export const POST = keepLesson('finishLesson');
