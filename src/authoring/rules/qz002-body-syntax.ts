import type { Rule } from './rule.ts';
import { claimsBody } from './support/shape.ts';

export const qz002: Rule = {
  code: 'QZ002',
  slug: 'body-syntax',
  severity: 'error',
  title: "A scenario's case text parses as MDX",
  why: 'Editors and tools treat the file as MDX, where a brace begins an expression and an angle bracket begins a component.',
  example: {
    language: 'mdx',
    bad: 'Each response stays {small: under 1 KB}.',
    good: 'Each response stays small: under 1 KB, such as `{"id": 7}`.',
  },
  claims: claimsBody('scenario'),
};
