import { z } from 'zod';
import { hasConditions, judged, judgedProblem, line, settleJudged } from '../../option.ts';
import type { Variant } from '../../variants.ts';
import { itemShape } from '../shared.ts';

const Line = z.strictObject({
  line: z.int("Write the line's number in the listing.").min(1, 'Lines are counted from 1.'),
  ...judged,
});

/** Lines of a listing as an author counts them. */
export const linesOf = (listing: string): string[] => listing.replace(/\n+$/, '').split('\n');

/** A listing in which some lines are the answer. A practice format: AWS asks nothing of the kind. */
export const HotSpot = z
  .strictObject({
    ...itemShape,
    type: z.literal('hot-spot'),
    choose: z
      .int('Write how many lines are right, for example `choose: 1`.')
      .min(1)
      .max(4, 'Ask for at most 4 lines.')
      .default(1)
      .describe('How many lines are right. The learner is told.'),
    language: z
      .enum(
        ['json', 'yaml', 'bash', 'log', 'vtl', 'text'],
        'Use json, yaml, bash, log, vtl or text.',
      )
      .default('text')
      .describe('What the listing is, for its label.'),
    listing: z
      .string('Write the listing as a block: `listing: |`.')
      .min(1, 'The listing is empty.')
      .describe('A policy, template, log or list of commands, shown with line numbers.'),
    lines: z
      .array(Line, 'List the lines that are right, and at least two that tempt.')
      .min(3, 'Judge at least 3 lines: the key and two that tempt.'),
    rest: line('why the other lines are not the answer').describe(
      'Rationale for every line that is not listed.',
    ),
  })
  .superRefine(({ listing, lines, choose }, ctx) => {
    const issue = (path: (string | number)[], message: string) =>
      ctx.addIssue({ code: 'custom', path, message });
    const texts = linesOf(listing);
    if (texts.length > 40)
      issue(['listing'], 'The listing is over 40 lines. Cut it to what matters.');
    lines.forEach((one, index) => {
      const path = ['lines', index];
      if ((texts[one.line - 1] ?? '').trim() === '') {
        issue(
          [...path, 'line'],
          `Line ${one.line} of the listing is empty or not there. Count from 1.`,
        );
      }
      if (lines.findIndex((other) => other.line === one.line) !== index) {
        issue([...path, 'line'], `Line ${one.line} is judged twice. Keep one.`);
      }
      const problem = judgedProblem(one, `Line ${one.line}`);
      if (problem) issue([...path, ...(problem.field ? [problem.field] : [])], problem.message);
      if (!one.correct && !one.correctWhen && one.misconception === undefined) {
        const wanted = 'Add `misconception:` with what somebody who marks it believes.';
        issue(path, `Line ${one.line} tempts without a misconception. ${wanted}`);
      }
    });
    if (hasConditions(lines)) return;
    const keys = lines.filter(({ correct }) => correct);
    if (keys.length === choose) return;
    const found = keys.length === 1 ? '1 line is a key' : `${keys.length} lines are keys`;
    issue(
      ['lines'],
      `${found}, but the item says choose: ${choose}. Set \`correct: true\` on ${choose}, or change \`choose\`.`,
    );
  });
export type HotSpot = z.infer<typeof HotSpot>;

export const settleHotSpot = (item: HotSpot, variant: Variant): HotSpot => ({
  ...item,
  lines: item.lines.map((one) => settleJudged(one, variant)),
});
