import { z } from 'zod';
import { Order, text } from './shapes.ts';

/** `content/courses/<course>/_course.yaml`. */
export const CourseFile = z.strictObject({
  title: text("the course's title"),
  summary: text("the course's summary"),
  order: Order.default(0),
});
export type CourseFile = z.infer<typeof CourseFile>;

/** `content/courses/<course>/<module>/_module.yaml`. */
export const ModuleFile = z.strictObject({
  title: text("the module's title"),
  summary: text("the module's summary"),
  order: Order,
});
export type ModuleFile = z.infer<typeof ModuleFile>;
