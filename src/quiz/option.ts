import { z } from 'zod';

const idMessage = 'Use lowercase letters, digits and hyphens, and begin with a letter.';

/** An identifier inside content: stays for ever, since progress points at it. */
export const Slug = z
  .string('Give it an id, such as "limit".')
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, idMessage);

/** Text a reader sees: one line of plain text; `code` in backticks is the only markup. */
export const line = (what: string) =>
  z
    .string(`Write ${what} as text; put it in quotes when it is a number, or holds ": " or " #".`)
    .trim()
    .min(1, `Write ${what}; it is empty.`);

/** One thing that can be chosen: a key (`correct: true`) or a distractor. */
export const Option = z.strictObject({
  id: Slug.describe('Local to the item. The order in which options are shown is drawn every time.'),
  text: line("the option's text").describe('One line; `code` in backticks is the only markup.'),
  correct: z
    .boolean('Write `correct: true` for a key; leave it out for a distractor.')
    .optional()
    .describe('True for a key. Distractors leave it out.'),
  rationale: line("the option's rationale (why it is right or wrong in this case)").describe(
    'Why this option is right or wrong here. Shown for every option after the answer.',
  ),
  misconception: line('the misconception behind the distractor')
    .optional()
    .describe('What somebody who chooses this distractor believes. Keys have none.'),
});
export type Option = z.infer<typeof Option>;

/** The ids of the options that are right. */
export const keyIds = (options: readonly Option[]): string[] =>
  options.filter(({ correct }) => correct === true).map(({ id }) => id);

/** Reports what every item with options must keep to: own ids, own texts, a misconception per distractor. */
export function refineOptions(options: readonly Option[], ctx: z.RefinementCtx): void {
  const issue = (path: (string | number)[], message: string) =>
    ctx.addIssue({ code: 'custom', path: ['options', ...path], message });
  options.forEach(({ id, text, correct, misconception }, index) => {
    const before = options.slice(0, index);
    if (before.some((other) => other.id === id)) {
      issue([index, 'id'], `Option id "${id}" is used twice. Give each option its own.`);
    }
    if (before.some((other) => other.text.toLowerCase() === text.toLowerCase())) {
      issue([index, 'text'], `Option "${id}" says the same as one above. Rewrite or drop it.`);
    }
    if (!correct && misconception === undefined) {
      const wanted = 'Add `misconception:` with what somebody who chooses it believes.';
      issue([index], `Distractor "${id}" names no misconception. ${wanted}`);
    }
    if (correct && misconception !== undefined) {
      issue(
        [index, 'misconception'],
        `Option "${id}" is a key and has a misconception. Drop one of them.`,
      );
    }
  });
}
