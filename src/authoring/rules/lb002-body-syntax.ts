import type { Rule } from './rule.ts';
import { claimsBody } from './support/shape.ts';

export const lb002: Rule = {
  code: 'LB002',
  slug: 'body-syntax',
  severity: 'error',
  title: "A lab's text parses as MDX",
  why: 'In MDX a brace begins an expression and an angle bracket begins a component. One that is not closed stops the page.',
  example: {
    language: 'mdx',
    bad: 'It answers {"message":"hello"}.',
    good: 'It answers `{"message":"hello"}`.',
  },
  claims: claimsBody('lab'),
};
