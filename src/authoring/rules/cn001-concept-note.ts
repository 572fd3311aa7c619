import type { Rule } from './rule.ts';
import { claimsFrontmatter } from './support/shape.ts';

export const cn001: Rule = {
  code: 'CN001',
  slug: 'concept-note',
  severity: 'error',
  title: 'The concept note keeps to its schema',
  why: 'Every row of the note must be taught, asked and, where it can be built, built. A row that does not say by what cannot be looked after.',
  example: {
    language: 'yaml',
    bad: '- id: perf-caching\n  section: Performance\n  says: Caching per stage.\n  facts: [cache-rest-stage]',
    good: '- id: perf-caching\n  section: Performance\n  says: Caching per stage.\n  facts: [cache-rest-stage]\n  lessons: [api-gateway/performance-and-cost/caching]\n  labs: [cache-product-list]',
  },
  claims: claimsFrontmatter('concept-note'),
};
