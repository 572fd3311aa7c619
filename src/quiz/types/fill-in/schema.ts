import { z } from 'zod';
import { Slug, line } from '../../option.ts';
import { itemShape, refineIds } from '../shared.ts';

/** A number, or a template that draws one. */
const Numeric = z.union(
  [z.number(), z.string().regex(/^\s*(-?\d+(\.\d+)?|\{\{\s*[\w.]+\s*\}\})\s*$/)],
  'Write a number, or a template such as {{load.answer}} that draws one.',
);

const NumberAnswer = z.strictObject({
  number: Numeric.describe('The right number, in `unit`.'),
  tolerance: Numeric.optional().describe('How far off is still right, in `unit`; 0 when left out.'),
  unit: line('the unit').optional().describe('Shown behind the field, for example `s`.'),
  units: z
    .record(z.string(), z.number().positive())
    .optional()
    .describe('Other units that may be typed, and how many of `unit` one is: `{ ms: 0.001 }`.'),
});

const TextAnswer = z.strictObject({
  text: line('the right setting').describe('The right text. Case and outer spaces do not count.'),
  aliases: z.array(line('the alias')).optional().describe('Other spellings that are right too.'),
});

const Mistake = z.strictObject({
  id: Slug.describe('Local to the item.'),
  answer: z
    .union([z.number(), line('the wrong answer')], 'Write what somebody types who has it wrong.')
    .describe('What somebody types who has one thing wrong; a template draws it.'),
  rationale: line('why this is wrong here'),
  misconception: line('what somebody believes who types this'),
});

/** A setting or a number to be typed. A practice format: AWS asks nothing of the kind. */
export const FillIn = z
  .strictObject({
    ...itemShape,
    type: z.literal('fill-in'),
    answer: z.union(
      [NumberAnswer, TextAnswer],
      'Write `answer: { number: 29, unit: s }` or `answer: { text: proxy }`.',
    ),
    rationale: line('why the answer is right').describe('Why the answer is right in this case.'),
    mistakes: z
      .array(Mistake, 'List what somebody types who has one thing wrong.')
      .min(2, 'Write at least 2 mistakes: they are what the item tells apart.')
      .max(6, 'Write at most 6 mistakes.'),
  })
  .superRefine(({ mistakes }, ctx) => {
    refineIds(
      mistakes.map(({ id }, index) => ({ id, path: ['mistakes', index] })),
      ctx,
    );
  });
export type FillIn = z.infer<typeof FillIn>;
