import { z } from 'zod';
import { Slug, line } from '../../option.ts';
import { Condition, holds, type Variant } from '../../variants.ts';
import { itemShape, refineIds } from '../shared.ts';

const Extra = z.strictObject({
  id: Slug.describe('Local to the item.'),
  text: line("the step's text").describe('One line; `code` in backticks is the only markup.'),
  rationale: line('why the step does not belong').describe('Why it has no place here.'),
  misconception: line('what somebody believes who takes it in'),
});

const Step = z.strictObject({
  id: Slug.describe('Local to the item.'),
  text: line("the step's text").describe('One line; `code` in backticks is the only markup.'),
  rationale: line('why the step has this place').describe('Why it comes at this place.'),
  misconception: line('what somebody believes who puts it elsewhere'),
  correctWhen: Condition.optional().describe(
    'It belongs in these variants only; then `otherwise` says why it has no place in the others.',
  ),
  otherwise: line('why it has no place in the other variants').optional(),
});

/** Steps to be put in order, as in AWS's ordering questions. `steps` stand in the right order. */
export const Ordering = z
  .strictObject({
    ...itemShape,
    type: z.literal('ordering'),
    steps: z
      .array(Step, 'List the steps in the right order.')
      .min(3, 'Write at least 3 steps.')
      .max(6, 'Write at most 6 steps.')
      .describe('In the right order. They are shown in a drawn one.'),
    extras: z
      .array(Extra)
      .max(4, 'Write at most 4 extras.')
      .optional()
      .describe('Steps that have no place in the procedure.'),
  })
  .superRefine(({ steps, extras = [] }, ctx) => {
    refineIds(
      [
        ...steps.map(({ id }, index) => ({ id, path: ['steps', index] })),
        ...extras.map(({ id }, index) => ({ id, path: ['extras', index] })),
      ],
      ctx,
    );
    const texts = [...steps, ...extras].map(({ text }) => text.toLowerCase());
    steps.forEach(({ id, correctWhen, otherwise }, index) => {
      const issue = (message: string) =>
        ctx.addIssue({ code: 'custom', path: ['steps', index], message });
      if (texts.indexOf(texts[index] ?? '') !== texts.lastIndexOf(texts[index] ?? '')) {
        issue(`Step "${id}" says the same as another. Rewrite or drop it.`);
      }
      if ((correctWhen === undefined) !== (otherwise === undefined)) {
        issue(`Step "${id}" needs \`correctWhen\` and \`otherwise\` together, or neither.`);
      }
    });
  });
export type Ordering = z.infer<typeof Ordering>;

/** Steps that do not belong in this variant become extras. */
export function settleOrdering(item: Ordering, variant: Variant): Ordering {
  const belongs = ({ correctWhen }: Ordering['steps'][number]) =>
    correctWhen === undefined || holds(correctWhen, variant);
  const strangers = item.steps
    .filter((step) => !belongs(step))
    .map(({ id, text, rationale, otherwise, misconception }) => ({
      id,
      text,
      rationale: otherwise ?? rationale,
      misconception,
    }));
  const steps = item.steps
    .filter(belongs)
    .map(({ id, text, rationale, misconception }) => ({ id, text, rationale, misconception }));
  const extras = [...(item.extras ?? []), ...strangers];
  return { ...item, steps, ...(extras.length > 0 && { extras }) };
}
