import type { Rule } from './rule.ts';
import { weakFacts } from './support/references.ts';

export const lb012: Rule = {
  code: 'LB012',
  slug: 'weak-fact',
  severity: 'error',
  title: 'A lab rests only on facts that somebody read on a current page',
  why: 'A lab that teaches what AWS no longer does is built in vain, and on a real account it costs money.',
  example: {
    language: 'mdx',
    bad: 'The endpoint does not cache.<Fact id="endpoint-edge-does-not-cache" />',
    good: 'A plan holds a rate.<Fact id="usage-plan-contents" />',
  },
  check: (content) => weakFacts(content.labs, content),
};
