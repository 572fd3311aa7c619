import { z } from 'zod';
import { Option, hasConditions, keyIds, refineOptions, settleJudged } from '../../option.ts';
import type { Variant } from '../../variants.ts';
import { OptionOrder, itemShape, refineOrder } from '../shared.ts';

/** Two or more right options among five or more, as in AWS's exams. The page says how many to choose. */
export const MultipleResponse = z
  .strictObject({
    ...itemShape,
    type: z.literal('multiple-response'),
    order: OptionOrder,
    choose: z
      .int('Write how many options are right, for example `choose: 2`.')
      .min(2, 'Set `choose` to 2 or more, or use type: single-choice.')
      .describe('How many options are right. The learner is told.'),
    options: z
      .array(Option, 'List the options.')
      .min(5, 'Write at least 5 options for a multiple response, as AWS does.')
      .max(8, 'Write at most 8 options.'),
  })
  .superRefine((item, ctx) => {
    const { options, choose } = item;
    refineOptions(options, ctx);
    refineOrder(item, ctx);
    const keys = keyIds(options);
    if (keys.length === choose || choose < 2 || hasConditions(options)) return;
    const found =
      keys.length === 0
        ? 'No option is a key'
        : `${keys.length} of the options are keys (${keys.join(', ')})`;
    ctx.addIssue({
      code: 'custom',
      path: ['options'],
      message: `${found}, but the item says choose: ${choose}. Set \`correct: true\` on ${choose}, or change \`choose\`.`,
    });
  });
export type MultipleResponse = z.infer<typeof MultipleResponse>;

export const settleMultipleResponse = (
  item: MultipleResponse,
  variant: Variant,
): MultipleResponse => ({
  ...item,
  options: item.options.map((option) => settleJudged(option, variant)),
});
