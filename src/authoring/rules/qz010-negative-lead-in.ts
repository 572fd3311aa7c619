import { itemsIn } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';

/** In the question itself, not in what follows a comma ("…, while an HTTP API cannot?"). */
const NEGATIVE = /^[^,]*?\b(not|except|least likely|cannot|never|\w+n't)\b/i;
const EMPHASISED = /\b(NOT|EXCEPT|LEAST LIKELY|CANNOT|NEVER)\b|\*\*|`/;

export const qz010: Rule = {
  code: 'QZ010',
  slug: 'negative-lead-in',
  severity: 'error',
  title: 'A negative lead-in shouts its NOT',
  why: 'Under time a small "not" is overread, and the item then measures reading. Ask for what is right; where the exception is the point, write NOT in capitals.',
  example: {
    language: 'yaml',
    bad: 'leadIn: Which of these is not a feature of HTTP APIs?',
    good: 'leadIn: Which of these is NOT a feature of HTTP APIs?',
  },
  *check({ scenarios }) {
    for (const scenario of scenarios) {
      for (const { leadIn, path } of itemsIn(scenario.raw)) {
        const found = leadIn && NEGATIVE.exec(leadIn)?.[1];
        if (!leadIn || !found || EMPHASISED.test(leadIn)) continue;
        yield findingAt(
          scenario,
          [...path, 'leadIn'],
          `The lead-in is negative ("${found}") and easily overread. Ask for what is right, or write it in capitals.`,
        );
      }
    }
  },
};
