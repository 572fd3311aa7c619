import { z } from 'zod';
import { Option, hasConditions, keyIds, refineOptions, settleJudged } from '../../option.ts';
import type { Variant } from '../../variants.ts';
import { OptionOrder, itemShape, refineOrder } from '../shared.ts';

/** One right option among three or more. AWS's "multiple choice" has four. */
export const SingleChoice = z
  .strictObject({
    ...itemShape,
    type: z.literal('single-choice'),
    order: OptionOrder,
    options: z
      .array(Option, 'List the options.')
      .min(3, 'Write at least 3 options: the key and 2 distractors.')
      .max(6, 'Write at most 6 options.'),
  })
  .superRefine((item, ctx) => {
    const { options } = item;
    refineOptions(options, ctx);
    refineOrder(item, ctx);
    const keys = keyIds(options);
    if (keys.length === 1 || hasConditions(options)) return;
    const message =
      keys.length === 0
        ? 'No option is the key. Set `correct: true` on exactly one.'
        : `${keys.length} options are keys (${keys.join(', ')}). Keep one, or use type: multiple-response.`;
    ctx.addIssue({ code: 'custom', path: ['options'], message });
  });
export type SingleChoice = z.infer<typeof SingleChoice>;

export const settleSingleChoice = (item: SingleChoice, variant: Variant): SingleChoice => ({
  ...item,
  options: item.options.map((option) => settleJudged(option, variant)),
});
