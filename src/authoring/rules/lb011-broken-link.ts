import type { Rule } from './rule.ts';
import { brokenLinks } from './support/links.ts';

export const lb011: Rule = {
  code: 'LB011',
  slug: 'broken-link',
  severity: 'error',
  title: "Links in a lab's text lead somewhere",
  why: 'A learner who is stuck follows the link to the lesson. Pages and headings of the site are checked, so that it is there.',
  example: {
    language: 'mdx',
    bad: '[Usage plans](/learn/usage-plans)',
    good: '[Usage plans](/learn/api-gateway/who-may-call/usage-plans)',
  },
  check: (content) => brokenLinks(content.labs, content),
};
