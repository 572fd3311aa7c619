import { listAt, valueAt } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';

export const bp002: Rule = {
  code: 'BP002',
  slug: 'weights',
  severity: 'error',
  title: 'The weights of the domains add up to 100 %',
  why: 'A sum of 98 means a slip in one of them, and the form would lack the items of the rest.',
  example: {
    language: 'yaml',
    bad: 'weight: 30 … 26 … 24 … 18',
    good: 'weight: 30 … 26 … 24 … 20',
  },
  *check({ blueprints }) {
    for (const blueprint of blueprints) {
      const weights = listAt(blueprint.raw, ['domains']).map((domain) =>
        valueAt(domain, ['weight']),
      );
      if (weights.length === 0 || !weights.every((weight) => typeof weight === 'number')) continue;
      const sum = weights.reduce((total, weight) => total + weight, 0);
      if (Math.abs(sum - 100) < 0.01) continue;
      yield findingAt(
        blueprint,
        ['domains'],
        `The weights add up to ${sum} %. Correct them so that they make 100 %.`,
      );
    }
  },
};
