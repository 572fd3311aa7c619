import type { Rule } from './rule.ts';
import { brokenLinks } from './support/links.ts';

export const qz017: Rule = {
  code: 'QZ017',
  slug: 'broken-link',
  severity: 'error',
  title: 'Links in a case text lead somewhere',
  why: 'A learner who follows a dead link in the middle of an item loses the thread, and in an exam the time.',
  example: {
    language: 'mdx',
    bad: '[The plan](usage-plans)',
    good: '[The plan](/learn/api-gateway/who-may-call/usage-plans)',
  },
  check: (content) => brokenLinks(content.scenarios, content),
};
