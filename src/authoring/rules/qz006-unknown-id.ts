import type { Rule } from './rule.ts';
import { unknownReferences } from './support/references.ts';

export const qz006: Rule = {
  code: 'QZ006',
  slug: 'unknown-id',
  severity: 'error',
  title: 'Every id that a scenario names exists',
  why: 'After the answer the learner is led to the lesson, the lab and the evidence. A link to nothing leaves them with a mark and no way on.',
  example: {
    language: 'yaml',
    bad: 'facts: [usage-plan-content]',
    good: 'facts: [usage-plan-contents]',
  },
  check: (content) => unknownReferences(content.scenarios, content),
};
