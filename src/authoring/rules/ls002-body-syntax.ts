import type { Rule } from './rule.ts';
import { claimsBody } from './support/shape.ts';

export const ls002: Rule = {
  code: 'LS002',
  slug: 'body-syntax',
  severity: 'error',
  title: "A lesson's text parses as MDX",
  why: 'In MDX a brace begins an expression and an angle bracket begins a component. One that is not closed stops the page.',
  example: {
    language: 'mdx',
    bad: 'The path is /orders/{id.',
    good: 'The path is `/orders/{id}`.',
  },
  claims: claimsBody('lesson'),
};
