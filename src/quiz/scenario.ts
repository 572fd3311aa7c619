import { z } from 'zod';
import { Slug, line } from './option.ts';
import { AuthoredItem, settleItem } from './types/index.ts';
import {
  allVariants,
  combinationProblem,
  conditionProblems,
  describeVariant,
  namesIn,
  templatesIn,
  VariantSets,
  type Condition,
} from './variants.ts';

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
  kind: z
    .literal('case-study', 'Write `kind: case-study`, or leave it out.')
    .optional()
    .describe('A case study asks its items in a row in an exam, as AWS does.'),
  pool: z
    .literal('held-out', 'Write `pool: held-out`, or leave it out.')
    .optional()
    .describe('Held out for mock exams: practice, lessons and search never show it.'),
  variants: VariantSets.optional().describe(
    'Sets that a seed draws from. `{{name}}` in the case and the items stands for what was drawn.',
  ),
  items: z
    .array(AuthoredItem, 'List the items: a scenario asks at least one.')
    .min(1, 'A scenario asks at least one item.')
    .describe('What is asked about the case. Items of one scenario are not asked on the same day.'),
});

type Shape = z.infer<typeof scenarioShape>;
type Issue = (path: readonly PropertyKey[], message: string) => void;

/** Every text and every condition inside plain data, each with its path. */
function* leavesOf(
  data: unknown,
  path: readonly (string | number)[] = [],
): Generator<{ path: readonly (string | number)[]; text?: string; condition?: Condition }> {
  if (typeof data === 'string') yield { path, text: data };
  if (typeof data !== 'object' || data === null) return;
  for (const [key, value] of Object.entries(data)) {
    const step = Array.isArray(data) ? Number(key) : key;
    if (key === 'correctWhen') yield { path: [...path, key], condition: value as Condition };
    else yield* leavesOf(value, [...path, step]);
  }
}

/** Templates and conditions that name what no set draws. */
function checkNames({ items, variants = {} }: Shape, issue: Issue): boolean {
  const names = namesIn(variants);
  let isFine = true;
  const tell: Issue = (path, message) => {
    isFine = false;
    issue(['items', ...path], message);
  };
  for (const { path, text, condition } of leavesOf(items)) {
    for (const name of templatesIn(text ?? '').filter((one) => !names.has(one))) {
      const known = names.size > 0 ? `The names are: ${[...names].join(', ')}.` : '';
      tell(path, `{{${name}}} is drawn by no set. Declare it in \`variants\`. ${known}`.trim());
    }
    for (const problem of condition ? conditionProblems(condition, variants) : []) {
      tell(path, problem);
    }
  }
  return isFine;
}

/** Puts every item of every variant to its schema: each must be whole by itself. */
function checkVariants({ items, variants }: Shape, issue: Issue): void {
  if (!variants) return;
  const told = new Set<string>();
  for (const variant of allVariants(variants)) {
    items.forEach((item, index) => {
      const { error } = AuthoredItem.safeParse(settleItem(item, variant));
      for (const { path, message } of error?.issues ?? []) {
        const where = ['items', index, ...path];
        if (told.has(`${where.join('.')} ${message}`)) continue;
        told.add(`${where.join('.')} ${message}`);
        issue(where, `In the variant with ${describeVariant(variant)}: ${message}`);
      }
    });
  }
}

/** The frontmatter of `quizzes/<topic>/<scenario>.mdx`; the body below it is the stimulus. */
export const ScenarioFrontmatter = scenarioShape.superRefine((scenario, ctx) => {
  const { items, kind, variants } = scenario;
  const issue: Issue = (path, message) =>
    ctx.addIssue({ code: 'custom', path: [...path], message });
  items.forEach(({ id }, index) => {
    if (items.findIndex((other) => other.id === id) === index) return;
    issue(
      ['items', index, 'id'],
      `Item id "${id}" is used twice in this scenario. Give each item its own.`,
    );
  });
  if (kind === 'case-study' && items.length < 2) {
    issue(['kind'], 'A case study asks at least 2 items. Write more, or leave `kind` out.');
  }
  const tooMany = combinationProblem(variants ?? {});
  if (tooMany !== undefined) issue(['variants'], tooMany);
  else if (checkNames(scenario, issue)) checkVariants(scenario, issue);
});
export type ScenarioFrontmatter = z.infer<typeof ScenarioFrontmatter>;
