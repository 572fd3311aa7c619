import type { Rule } from './rule.ts';
import { claimsFrontmatter } from './support/shape.ts';

export const qz001: Rule = {
  code: 'QZ001',
  slug: 'frontmatter',
  severity: 'error',
  title: "A scenario's frontmatter keeps to its schema",
  why: 'Items are asked, marked and scheduled from these fields. A field that does not fit would surface as a wrong mark.',
  example: { language: 'yaml', bad: 'level: hard', good: 'level: 4' },
  claims: claimsFrontmatter('scenario'),
};
