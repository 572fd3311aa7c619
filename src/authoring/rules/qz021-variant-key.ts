import type { Rule } from './rule.ts';
import { claimsVariant } from './support/shape.ts';

export const qz021: Rule = {
  code: 'QZ021',
  slug: 'variant-key',
  severity: 'error',
  title: 'An item is whole in every variant',
  why: 'A seed may draw any combination. One that leaves two keys, none, or two options that say the same would mark a learner wrong who is right. All combinations are checked.',
  example: {
    language: 'yaml',
    bad: '- { id: sync, correctWhen: { job: short }, … }\n- { id: async, correctWhen: { job: long }, … } # and job "medium" has no key',
    good: '- { id: sync, correctWhen: { job: [short, medium] }, … }\n- { id: async, correctWhen: { job: long }, … }',
  },
  claims: claimsVariant,
};
