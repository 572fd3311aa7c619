import type { Rule } from './rule.ts';
import { weakFacts } from './support/references.ts';

export const qz015: Rule = {
  code: 'QZ015',
  slug: 'weak-fact',
  severity: 'error',
  title: 'A key rests only on facts that somebody read on a current page',
  why: 'An item that marks a right answer wrong costs more trust than ten good items earn. What was written from memory cannot carry a key.',
  example: {
    language: 'yaml',
    bad: 'facts: [endpoint-edge-does-not-cache]',
    good: 'facts: [endpoint-edge-pop]',
  },
  check: (content) => weakFacts(content.scenarios, content),
};
