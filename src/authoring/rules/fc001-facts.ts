import type { Rule } from './rule.ts';
import { claimsFrontmatter } from './support/shape.ts';

export const fc001: Rule = {
  code: 'FC001',
  slug: 'facts',
  severity: 'error',
  title: 'The fact sheet keeps to its schema',
  why: 'Lessons and items rest on facts, and show their source and age. A fact without them is an opinion.',
  example: {
    language: 'yaml',
    bad: '- id: price-rest\n  claim: A REST API costs 3.50 USD per million calls.',
    good: '- id: price-rest\n  topic: pricing\n  claim: A REST API costs 3.50 USD per million calls.\n  source: https://aws.amazon.com/api-gateway/pricing/\n  confidence: verified\n  evidence: [docs]\n  as_of: 2026-11-23',
  },
  claims: claimsFrontmatter('facts'),
};
