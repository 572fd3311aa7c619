import { ExamTask, Slug, Source } from '#quiz';
import { z } from 'zod';
import { Day, LabRef, minutes, Order, ScenarioRef, text } from './shapes.ts';

/** Something where the classic answer is older than the product. */
const Change = z.strictObject({
  what: text('what changed').describe('What changed, in one sentence.'),
  since: z
    .string('Write since when in quotes: YYYY, YYYY-MM or YYYY-MM-DD.')
    .regex(/^\d{4}(-\d{2}){0,2}$/, 'Write since when in quotes: YYYY, YYYY-MM or YYYY-MM-DD.')
    .describe('Since when: YYYY, YYYY-MM or YYYY-MM-DD.'),
});

/** The frontmatter of `content/courses/<course>/<module>/<lesson>.mdx`. */
export const LessonFrontmatter = z.strictObject({
  title: text('the title').describe('Shown in lists and as the page heading.'),
  summary: text('the summary').describe('One sentence for lists and search results.'),
  order: Order.describe('Place within the module. Leave gaps: 10, 20, 30.'),
  minutes: minutes(30).describe('Reading time in minutes.'),
  topics: z
    .array(Slug, 'List the topics of the fact sheet: `topics: [throttling-quotas]`.')
    .min(1, 'Name at least one topic of content/facts/facts.yaml.')
    .describe('Topics of content/facts/facts.yaml.'),
  decide: z
    .array(text('what the reader can decide'), 'List what the reader will be able to decide.')
    .min(1, 'Write at least one thing that the reader will be able to decide.')
    .describe('What the reader will be able to decide after reading.'),
  labs: z.array(LabRef).default([]).describe('Ids of the labs that prove it.'),
  scenarios: z
    .array(ScenarioRef)
    .default([])
    .describe('Full ids of the scenarios that ask about it.'),
  exams: z
    .array(ExamTask, "List the exams: `exams: [{ exam: SAA-C03, task: '2.1' }]`.")
    .default([])
    .describe('Exam task statements that the lesson serves.'),
  sources: z
    .array(
      Source,
      'List the pages you read: `sources: [{ title: …, url: https://…, read: 2026-11-23 }]`.',
    )
    .default([])
    .describe('The pages the lesson rests on and the day they were read.'),
  changed: z.array(Change).default([]).describe('What changed recently, newest first.'),
  keywords: z
    .array(text('the keyword'))
    .default([])
    .describe('Synonyms and error messages that the search should know.'),
  retired: Day.optional().describe('The day it was withdrawn.'),
});
export type LessonFrontmatter = z.infer<typeof LessonFrontmatter>;
