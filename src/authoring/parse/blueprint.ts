import { ITEM_TYPES, Slug, Source } from '#quiz';
import { z } from 'zod';
import { text } from './shapes.ts';

const TaskNumber = z
  .string("Write the task statement in quotes, for example '2.1'.")
  .regex(/^\d\.\d{1,2}$/, "Write the task statement as <domain>.<task>, for example '2.1'.");

const Task = z.strictObject({
  id: TaskNumber,
  title: text("the task statement's title"),
  topics: z.array(Slug).default([]),
});

const Domain = z.strictObject({
  id: z.int('Write the domain as a whole number.').min(1),
  title: text("the domain's title"),
  weight: z
    .number('Write the weight in percent as a number, for example 30.')
    .positive('A domain has a weight above 0 %.')
    .max(100, 'A weight is at most 100 %.'),
  tasks: z.array(Task).default([]),
});

/** `content/blueprints/<exam>.yaml`: how an exam guide divides its exam. */
export const BlueprintFile = z.strictObject({
  exam: z
    .string()
    .regex(/^[A-Z]{3}-C\d{2}$/, 'Write the exam code as AWS does, for example SAA-C03.'),
  title: text("the exam's title"),
  questions: z.int('Write how many questions the exam asks.').positive(),
  scored: z.int('Write how many of them are scored.').positive().optional(),
  minutes: z.int('Write the time in whole minutes.').positive(),
  cutScore: z.int('Write the scaled score that passes, for example 720.').min(100).max(1000),
  formats: z
    .array(z.enum(ITEM_TYPES, `Use types of items: ${ITEM_TYPES.join(', ')}.`))
    .min(1)
    .default(['single-choice', 'multiple-response'])
    .describe('The types of items that the exam asks, as its guide says.'),
  domains: z.array(Domain).min(1, 'List the domains with their weights.'),
  sources: z.array(Source).default([]),
});
export type BlueprintFile = z.infer<typeof BlueprintFile>;
