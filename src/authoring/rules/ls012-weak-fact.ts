import type { Rule } from './rule.ts';
import { weakFacts } from './support/references.ts';

export const ls012: Rule = {
  code: 'LS012',
  slug: 'weak-fact',
  severity: 'error',
  title: 'A lesson rests only on facts that somebody read on a current page',
  why: 'What was written from memory, or from a copy of 2023, is often right and sometimes not. A learner cannot tell which.',
  example: {
    language: 'mdx',
    bad: 'An edge-optimized endpoint does not cache.<Fact id="endpoint-edge-does-not-cache" />',
    good: 'A request enters at the nearest edge location.<Fact id="endpoint-edge-pop" />',
  },
  check: (content) => weakFacts(content.lessons, content),
};
