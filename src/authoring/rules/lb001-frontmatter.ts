import type { Rule } from './rule.ts';
import { claimsFrontmatter } from './support/shape.ts';

export const lb001: Rule = {
  code: 'LB001',
  slug: 'frontmatter',
  severity: 'error',
  title: "A lab's frontmatter keeps to its schema",
  why: "The desk, the list of labs and the verifier's report are made from these fields: titles, hints, cost, and the name by which the checker finds the API.",
  example: {
    language: 'yaml',
    bad: 'hints: [Look at usage plans]',
    good: 'hints:\n  - What limits one customer and not another?\n  - A usage plan holds a rate; a key belongs to a plan.\n  - aws apigateway create-usage-plan --name Free …',
  },
  claims: claimsFrontmatter('lab'),
};
