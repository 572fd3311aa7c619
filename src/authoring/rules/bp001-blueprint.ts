import type { Rule } from './rule.ts';
import { claimsFrontmatter } from './support/shape.ts';

export const bp001: Rule = {
  code: 'BP001',
  slug: 'blueprint',
  severity: 'error',
  title: 'A blueprint keeps to its schema',
  why: 'Exam forms are assembled by these numbers. A blueprint that does not fit would draw the wrong exam.',
  example: { language: 'yaml', bad: 'weight: 30 %', good: 'weight: 30' },
  claims: claimsFrontmatter('blueprint'),
};
