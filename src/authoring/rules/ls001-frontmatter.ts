import type { Rule } from './rule.ts';
import { claimsFrontmatter } from './support/shape.ts';

export const ls001: Rule = {
  code: 'LS001',
  slug: 'frontmatter',
  severity: 'error',
  title: "A lesson's frontmatter keeps to its schema",
  why: 'Lists, the plan and the search are made from these fields. A field that is missing or misspelt would leave a hole in each of them.',
  example: {
    language: 'yaml',
    bad: 'title: Usage plans\norder: first',
    good: 'title: Usage plans\norder: 20',
  },
  claims: claimsFrontmatter('lesson'),
};
