import type { Rule } from './rule.ts';
import { unknownReferences } from './support/references.ts';

export const lb006: Rule = {
  code: 'LB006',
  slug: 'unknown-id',
  severity: 'error',
  title: 'Every id that a lab names exists',
  why: 'A failed objective sends the learner back to a lesson. A link to nothing leaves them in front of a red mark.',
  example: {
    language: 'yaml',
    bad: 'lessons: [api-gateway/who-may-call/usage-plan]',
    good: 'lessons: [api-gateway/who-may-call/usage-plans]',
  },
  check: (content) => unknownReferences(content.labs, content),
};
