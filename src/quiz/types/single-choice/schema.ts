import { z } from 'zod';
import { Option, keyIds, refineOptions } from '../../option.ts';
import { itemShape } from '../shared.ts';

/** One right option among three or more. AWS's "multiple choice" has four. */
export const SingleChoice = z
  .strictObject({
    ...itemShape,
    type: z.literal('single-choice'),
    options: z
      .array(Option, 'List the options.')
      .min(3, 'Write at least 3 options: the key and 2 distractors.')
      .max(6, 'Write at most 6 options.'),
  })
  .superRefine(({ options }, ctx) => {
    refineOptions(options, ctx);
    const keys = keyIds(options);
    if (keys.length === 1) return;
    const message =
      keys.length === 0
        ? 'No option is the key. Set `correct: true` on exactly one.'
        : `${keys.length} options are keys (${keys.join(', ')}). Keep one, or use type: multiple-response.`;
    ctx.addIssue({ code: 'custom', path: ['options'], message });
  });
export type SingleChoice = z.infer<typeof SingleChoice>;
