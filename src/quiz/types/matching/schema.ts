import { z } from 'zod';
import { Slug, line } from '../../option.ts';
import { itemShape, refineIds } from '../shared.ts';

const Target = z.strictObject({
  id: Slug.describe('Local to the item.'),
  text: line("the target's text").describe('One line; `code` in backticks is the only markup.'),
});

const Prompt = z.strictObject({
  id: Slug.describe('Local to the item.'),
  text: line("the prompt's text").describe('One line; `code` in backticks is the only markup.'),
  target: z
    .string('Write the id of the target that it belongs to.')
    .regex(
      /^([a-z][a-z0-9]*(-[a-z0-9]+)*|\{\{\s*[\w.]+\s*\}\})$/,
      'Write the id of a target, or a template such as {{job.gate}} that draws one.',
    )
    .describe('The id of the target that it belongs to; `{{job.gate}}` draws it.'),
  rationale: line('why the pair belongs together'),
  misconception: line('what somebody believes who pairs it otherwise'),
});

/** Prompts to be paired with targets, as in AWS's matching questions. A target may serve several or none. */
export const Matching = z
  .strictObject({
    ...itemShape,
    type: z.literal('matching'),
    prompts: z
      .array(Prompt, 'List the prompts.')
      .min(2, 'Write at least 2 prompts.')
      .max(6, 'Write at most 6 prompts.'),
    targets: z
      .array(Target, 'List the targets.')
      .min(2, 'Write at least 2 targets.')
      .max(6, 'Write at most 6 targets.'),
  })
  .superRefine(({ prompts, targets }, ctx) => {
    refineIds(
      [
        ...prompts.map(({ id }, index) => ({ id, path: ['prompts', index] })),
        ...targets.map(({ id }, index) => ({ id, path: ['targets', index] })),
      ],
      ctx,
    );
    prompts.forEach(({ id, target }, index) => {
      if (target.includes('{{') || targets.some((one) => one.id === target)) return;
      const known = targets.map((one) => one.id).join(', ');
      const message = `Prompt "${id}" belongs to target "${target}", which is not there. Targets are: ${known}.`;
      ctx.addIssue({ code: 'custom', path: ['prompts', index, 'target'], message });
    });
    targets.forEach(({ id, text }, index) => {
      const same = (one: { text: string }) => one.text.toLowerCase() === text.toLowerCase();
      if (targets.findIndex(same) === index) return;
      const message = `Target "${id}" says the same as one above. Rewrite or drop it.`;
      ctx.addIssue({ code: 'custom', path: ['targets', index, 'text'], message });
    });
  });
export type Matching = z.infer<typeof Matching>;
