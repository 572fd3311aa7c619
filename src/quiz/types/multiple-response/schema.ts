import { z } from 'zod';
import { Option, keyIds, refineOptions } from '../../option.ts';
import { itemShape } from '../shared.ts';

/** Two or more right options among five or more, as in AWS's exams. The page says how many to choose. */
export const MultipleResponse = z
  .strictObject({
    ...itemShape,
    type: z.literal('multiple-response'),
    choose: z
      .int('Write how many options are right, for example `choose: 2`.')
      .min(2, 'Set `choose` to 2 or more, or use type: single-choice.')
      .describe('How many options are right. The learner is told.'),
    options: z
      .array(Option, 'List the options.')
      .min(5, 'Write at least 5 options for a multiple response, as AWS does.')
      .max(8, 'Write at most 8 options.'),
  })
  .superRefine(({ options, choose }, ctx) => {
    refineOptions(options, ctx);
    const keys = keyIds(options);
    if (keys.length === choose || choose < 2) return;
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
