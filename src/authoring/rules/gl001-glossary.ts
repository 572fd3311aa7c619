import type { Rule } from './rule.ts';
import { claimsFrontmatter } from './support/shape.ts';

export const gl001: Rule = {
  code: 'GL001',
  slug: 'glossary',
  severity: 'error',
  title: 'The glossary keeps to its schema',
  why: 'A word is explained where a reader first meets it. Without its meaning there is nothing to show.',
  example: {
    language: 'yaml',
    bad: '- id: stage\n  term: stage',
    good: '- id: stage\n  term: stage\n  aliases: [stages]\n  meaning: A named pointer to one deployment.',
  },
  claims: claimsFrontmatter('glossary'),
};
