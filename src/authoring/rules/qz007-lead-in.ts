import { itemsIn } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';
import { claimsItemField } from './support/shape.ts';

/** Full stops that end a sentence, not those of "e.g." or "1.5". */
const SENTENCE_END = /[.!?](?=\s+[A-Z(])/;

export const qz007: Rule = {
  code: 'QZ007',
  slug: 'lead-in',
  severity: 'error',
  title: 'The lead-in is one question',
  why: 'A good item can be answered with the options covered. That needs one closed question; the case belongs above it, and how many to choose is added by the page.',
  example: {
    language: 'yaml',
    bad: 'leadIn: The company wants to save money. API Gateway should be …',
    good: 'leadIn: Which design meets these requirements at the lowest cost?',
  },
  claims: claimsItemField('items.*.leadIn'),
  *check({ scenarios }) {
    for (const scenario of scenarios) {
      for (const { leadIn, path } of itemsIn(scenario.raw)) {
        if (leadIn === undefined || leadIn.trim() === '') continue;
        const where = [...path, 'leadIn'];
        if (!leadIn.trim().endsWith('?')) {
          yield findingAt(
            scenario,
            where,
            'The lead-in must be one question and end with "?". How many to choose is added by the page.',
          );
        } else if (SENTENCE_END.test(leadIn.trim().slice(0, -1))) {
          yield findingAt(
            scenario,
            where,
            'The lead-in is more than one sentence. Move the case into the text above and keep one question.',
          );
        }
      }
    }
  },
};
