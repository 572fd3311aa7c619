import { findingOn, type Rule } from './rule.ts';
import { textOf } from '../parse/body.ts';

export const qz019: Rule = {
  code: 'QZ019',
  slug: 'no-stimulus',
  severity: 'error',
  title: 'A scenario tells a case',
  why: 'The exams ask for a decision in a situation. Without the case an item asks for a definition, which is recalled and not applied.',
  example: {
    language: 'mdx',
    bad: '---\n…\n---',
    good: '---\n…\n---\n\nA shop sells its price list as an API. Free customers may …',
  },
  *check({ scenarios }) {
    for (const { file, body, text } of scenarios) {
      if (body.misfits.length > 0 || textOf(body.root) !== '') continue;
      const line = Math.max(1, text.trimEnd().split('\n').length);
      yield findingOn(
        file,
        { line, column: 1 },
        'The scenario has no case text. Write the situation below the frontmatter.',
      );
    }
  },
};
