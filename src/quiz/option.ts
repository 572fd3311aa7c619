import { z } from 'zod';
import { Condition, holds, type Variant } from './variants.ts';

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

/** What says whether something belongs to the right answer, and why. Options, steps and lines have it. */
export const judged = {
  correct: z
    .boolean('Write `correct: true` for a key; leave it out for a distractor.')
    .optional()
    .describe('True for a key. Distractors leave it out.'),
  correctWhen: Condition.optional().describe(
    'It is a key in these variants only, for example `{ job: short }`; then `otherwise` and `misconception` are for the others.',
  ),
  rationale: line("the option's rationale (why it is right or wrong in this case)").describe(
    'Why this option is right or wrong here. Shown for every option after the answer.',
  ),
  otherwise: line('why it is wrong in the other variants')
    .optional()
    .describe('With `correctWhen`: why it is wrong in the other variants.'),
  misconception: line('the misconception behind the distractor')
    .optional()
    .describe('What somebody who chooses this distractor believes. Keys have none.'),
};

/** One thing that can be chosen: a key (`correct: true`) or a distractor. */
export const Option = z.strictObject({
  id: Slug.describe('Local to the item. The order in which options are shown is drawn every time.'),
  text: line("the option's text").describe('One line; `code` in backticks is the only markup.'),
  ...judged,
});
export type Option = z.infer<typeof Option>;

/** What can be a key or not. */
export type Judged = Pick<
  Option,
  'correct' | 'correctWhen' | 'rationale' | 'otherwise' | 'misconception'
>;

/** The ids of the options that are right. */
export const keyIds = (options: readonly Pick<Option, 'id' | 'correct'>[]): string[] =>
  options.filter(({ correct }) => correct === true).map(({ id }) => id);

/** Whether the key hangs on the variant: then it is counted in each variant, and not before. */
export const hasConditions = (options: readonly Judged[]): boolean =>
  options.some(({ correctWhen }) => correctWhen !== undefined);

/** The option as it is in one variant: a key or a distractor, with the rationale for that. */
export function settleJudged<T extends Judged>(part: T, variant: Variant): T {
  const { correctWhen } = part;
  if (!correctWhen) return part;
  const settled = { ...part, rationale: part.otherwise ?? part.rationale };
  delete settled.correctWhen;
  delete settled.otherwise;
  if (!holds(correctWhen, variant)) return settled;
  delete settled.misconception;
  return { ...settled, correct: true, rationale: part.rationale };
}

/** Why an option is right or wrong hangs together with whether it is. @param what "Option", "Line" … */
export function judgedProblem(
  { correct, correctWhen, otherwise, misconception }: Judged,
  name: string,
): { readonly field?: string; readonly message: string } | undefined {
  if (correctWhen) {
    if (correct !== undefined) {
      const message = `${name} says both \`correct\` and \`correctWhen\`. Keep one.`;
      return { field: 'correct', message };
    }
    if (otherwise === undefined || misconception === undefined) {
      return {
        message: `${name} is a key in some variants only. Add \`otherwise:\` with why it is wrong in the others, and \`misconception:\` with what somebody who chooses it there believes.`,
      };
    }
    return undefined;
  }
  if (otherwise !== undefined) {
    const message = `${name} has \`otherwise\` but no \`correctWhen\`. Say in which variants it is a key, or drop it.`;
    return { field: 'otherwise', message };
  }
  return undefined;
}

/** Reports what every item with options must keep to: own ids, own texts, a misconception per distractor. */
export function refineOptions(options: readonly Option[], ctx: z.RefinementCtx): void {
  const issue = (path: (string | number)[], message: string) =>
    ctx.addIssue({ code: 'custom', path: ['options', ...path], message });
  options.forEach((option, index) => {
    const { id, text, correct, correctWhen, misconception } = option;
    const before = options.slice(0, index);
    if (before.some((other) => other.id === id)) {
      issue([index, 'id'], `Option id "${id}" is used twice. Give each option its own.`);
    }
    if (before.some((other) => other.text.toLowerCase() === text.toLowerCase())) {
      issue([index, 'text'], `Option "${id}" says the same as one above. Rewrite or drop it.`);
    }
    const problem = judgedProblem(option, `Option "${id}"`);
    if (problem) issue([index, ...(problem.field ? [problem.field] : [])], problem.message);
    if (correctWhen) return;
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
