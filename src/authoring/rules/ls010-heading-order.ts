import type { Rule } from './rule.ts';
import { headingOrder } from './support/bodies.ts';

export const ls010: Rule = {
  code: 'LS010',
  slug: 'heading-order',
  severity: 'error',
  title: 'Headings begin at level 2 and skip no level',
  why: 'The table of contents, the search and screen readers take the outline from the headings. The page itself writes level 1 from `title`.',
  example: {
    language: 'mdx',
    bad: '# Usage plans\n\n### Quotas',
    good: '## Usage plans\n\n### Quotas',
  },
  check: ({ lessons }) => headingOrder(lessons),
};
