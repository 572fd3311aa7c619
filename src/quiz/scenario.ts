import { z } from 'zod';
import { Slug, line } from './option.ts';
import { AuthoredItem } from './types/index.ts';

const LEVEL = 'Write the difficulty as a whole number from 1 (recall) to 5 (expert design).';

/** A task statement of an exam guide, for example SAA-C03 2.1. */
export const ExamTask = z.strictObject({
  exam: z
    .string('Write the exam code, for example SAA-C03.')
    .regex(/^[A-Z]{3}-C\d{2}$/, 'Write the exam code as AWS does, for example SAA-C03.'),
  task: z
    .string("Write the task statement in quotes, for example '2.1'.")
    .regex(/^\d\.\d{1,2}$/, "Write the task statement as <domain>.<task>, for example '2.1'."),
});
export type ExamTask = z.infer<typeof ExamTask>;

/** A page that somebody read, and when. */
export const Source = z.strictObject({
  title: line("the source's title"),
  url: z.url({ protocol: /^https$/, error: 'Write the address of the page, with https://.' }),
  read: z.iso.date('Write the day you read it as YYYY-MM-DD.'),
});
export type Source = z.infer<typeof Source>;

const path = (parts: number, example: string) =>
  z
    .string(`Write an id such as ${example}.`)
    .regex(
      new RegExp(`^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*){${parts - 1}}$`),
      `Write an id such as ${example}.`,
    );

const scenarioShape = z.strictObject({
  title: line('the title').describe('Shown above the case text; gives nothing away.'),
  course: Slug.describe('The folder below content/courses.'),
  level: z.int(LEVEL).min(1, LEVEL).max(5, LEVEL).describe('Difficulty from 1 to 5.'),
  exams: z
    .array(ExamTask, "List the exams: `exams: [{ exam: SAA-C03, task: '2.1' }]`.")
    .min(1, 'Tie the scenario to at least one exam and task statement.')
    .describe('Exam task statements that it practises.'),
  facts: z
    .array(Slug, 'List the ids of the facts it rests on: `facts: [usage-plan-contents]`.')
    .min(1, 'Name at least one fact id from content/facts/facts.yaml that the key rests on.')
    .describe('Ids of content/facts/facts.yaml that the key rests on.'),
  lessons: z
    .array(path(3, 'api-gateway/who-may-call/usage-plans'))
    .default([])
    .describe('Full ids of the lessons that teach it.'),
  labs: z.array(Slug).default([]).describe('Ids of the labs that bring it to life.'),
  sources: z
    .array(Source)
    .default([])
    .describe("Beyond the facts' own sources, which are shown anyway."),
  retired: z.iso
    .date('Write the day as YYYY-MM-DD.')
    .optional()
    .describe('The day it was withdrawn. Its items are not asked any more; their history stays.'),
  items: z
    .array(AuthoredItem, 'List the items: a scenario asks at least one.')
    .min(1, 'A scenario asks at least one item.')
    .describe('What is asked about the case. Items of one scenario are not asked on the same day.'),
});

/** The frontmatter of `quizzes/<topic>/<scenario>.mdx`; the body below it is the stimulus. */
export const ScenarioFrontmatter = scenarioShape.superRefine(({ items }, ctx) => {
  items.forEach(({ id }, index) => {
    if (items.findIndex((other) => other.id === id) === index) return;
    ctx.addIssue({
      code: 'custom',
      path: ['items', index, 'id'],
      message: `Item id "${id}" is used twice in this scenario. Give each item its own.`,
    });
  });
});
export type ScenarioFrontmatter = z.infer<typeof ScenarioFrontmatter>;
