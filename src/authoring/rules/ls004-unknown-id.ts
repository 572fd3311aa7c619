import type { Rule } from './rule.ts';
import { unknownReferences } from './support/references.ts';

export const ls004: Rule = {
  code: 'LS004',
  slug: 'unknown-id',
  severity: 'error',
  title: 'Every id that a lesson names exists',
  why: 'A lesson is tied to facts, items, scenarios and labs by their ids. A link to nothing would be a dead end for the reader and a statement without evidence.',
  example: {
    language: 'mdx',
    bad: 'A plan holds a rate.<Fact id="usage-plan-content" />',
    good: 'A plan holds a rate.<Fact id="usage-plan-contents" />',
  },
  check: (content) => unknownReferences(content.lessons, content),
};
