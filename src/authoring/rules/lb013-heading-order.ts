import type { Rule } from './rule.ts';
import { headingOrder } from './support/bodies.ts';

export const lb013: Rule = {
  code: 'LB013',
  slug: 'heading-order',
  severity: 'error',
  title: 'Headings begin at level 2 and skip no level',
  why: 'The search and screen readers take the outline from the headings. The page itself writes level 1 from `title`.',
  example: { language: 'mdx', bad: '# The task', good: '## The task' },
  check: ({ labs }) => headingOrder(labs),
};
