import { ExamTask, Slug, Source } from '#quiz';
import { z } from 'zod';
import { Day, LessonRef, minutes, Order, ScenarioRef, text } from './shapes.ts';

const LEVEL = 'Write the difficulty as a whole number from 1 (follow along) to 5 (expert design).';

/** One thing that the checker looks at. Its judge is in `check.ts` under the same id. */
export const LabObjective = z.strictObject({
  id: Slug.describe('For ever: progress points at it.'),
  title: text("the objective's title").describe('What is true when it is met, as a statement.'),
  guard: z
    .boolean('Write `guard: true` for something that is true at the start and must stay true.')
    .optional()
    .describe('True at the start, and must stay true.'),
  hints: z
    .array(text('the hint'), 'List three hints: a nudge, a pointer, the command.')
    .length(3, 'Write three hints: a nudge, a pointer, the command.')
    .describe('A nudge, a pointer, the command.'),
});
export type LabObjective = z.infer<typeof LabObjective>;

const Cost = z.strictObject({
  perHour: z
    .number('Write the cost in US dollars per hour as a number, for example 0.')
    .nonnegative('A cost is not negative.')
    .describe('US dollars per hour on a real account.'),
  note: text('the note on cost').describe('What costs, and what does not.'),
});

/** The frontmatter of `labs/<lab>/lab.mdx`. */
export const LabFrontmatter = z.strictObject({
  title: text('the title'),
  summary: text('the summary').describe('One sentence for lists and search results.'),
  order: Order.describe('Place in the list of labs.'),
  minutes: minutes(180).describe('Time an able learner needs.'),
  level: z.int(LEVEL).min(1, LEVEL).max(5, LEVEL).describe('Difficulty from 1 to 5.'),
  topics: z
    .array(Slug, 'List the topics of the fact sheet: `topics: [throttling-quotas]`.')
    .min(1, 'Name at least one topic of content/facts/facts.yaml.')
    .describe('Topics of content/facts/facts.yaml.'),
  services: z
    .array(Slug, 'List the AWS services: `services: [apigateway]`.')
    .min(1, 'Name at least one AWS service.')
    .describe('AWS services, as the aws command spells them.'),
  exams: z
    .array(ExamTask, "List the exams: `exams: [{ exam: SAA-C03, task: '2.1' }]`.")
    .default([])
    .describe('Exam task statements that the lab serves.'),
  lessons: z.array(LessonRef).default([]).describe('Full ids of the lessons it builds on.'),
  scenarios: z
    .array(ScenarioRef)
    .default([])
    .describe('Full ids of the scenarios it brings to life.'),
  cost: Cost.describe('What it costs on a real account.'),
  region: z
    .string('Write the Region, for example us-east-1.')
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'Write the Region, for example us-east-1.')
    .describe('The Region in which the local sandbox builds it.'),
  api: text("the API's name").describe('The name by which the checker finds the API.'),
  objectives: z
    .array(LabObjective, 'List the objectives, each with id, title and three hints.')
    .min(1, 'A lab has at least one objective.')
    .describe('What the checker looks at, in the order to build.'),
  cleanup: z
    .array(text('the line'), 'List the aws lines that remove what the lab made.')
    .min(1, 'List the aws lines that remove what the lab made.')
    .describe('aws lines that remove what the lab made.'),
  sources: z
    .array(Source)
    .default([])
    .describe('The pages it rests on and the day they were read.'),
  keywords: z
    .array(text('the keyword'))
    .default([])
    .describe('Synonyms that the search should know.'),
  retired: Day.optional().describe('The day it was withdrawn.'),
});
export type LabFrontmatter = z.infer<typeof LabFrontmatter>;
