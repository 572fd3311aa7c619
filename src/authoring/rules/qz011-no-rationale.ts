import { itemsIn } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';
import { claimsItemField } from './support/shape.ts';

export const qz011: Rule = {
  code: 'QZ011',
  slug: 'no-rationale',
  severity: 'error',
  title: 'Every option has a rationale',
  why: 'Most is learned right after the answer. Who chose wrongly needs to know why that option fails here, and who guessed rightly why it holds.',
  example: {
    language: 'yaml',
    bad: '- { id: a, text: A usage plan per tier, correct: true }',
    good: '- id: a\n  text: A usage plan per tier\n  correct: true\n  rationale: A usage plan holds the rate, burst and quota of its keys.',
  },
  claims: claimsItemField('items.*.PARTS.*.rationale'),
  *check({ scenarios }) {
    for (const scenario of scenarios) {
      for (const { id, rationale, path } of itemsIn(scenario.raw).flatMap(
        ({ options }) => options,
      )) {
        if (rationale?.trim()) continue;
        yield findingAt(
          scenario,
          [...path, 'rationale'],
          `Option "${id ?? '?'}" has no rationale. Add \`rationale:\` with why it is right or wrong in this case.`,
        );
      }
    }
  },
};
