import { itemsIn } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';

const CATCH_ALL =
  /\b(all|none|both|neither)\s+(of\s+)?(the\s+)?(above|these|those|options|answers)\b|\bboth [a-f] and [a-f]\b/i;

export const qz008: Rule = {
  code: 'QZ008',
  slug: 'all-of-the-above',
  severity: 'error',
  title: 'No option speaks about the other options',
  why: 'Options are shown in a new order each time, so "above" means nothing. And who knows that two are right knows that "all" is: the item tests logic, not AWS.',
  example: {
    language: 'yaml',
    bad: '- { id: d, text: All of the above, … }',
    good: '- { id: d, text: A WebSocket API with a $default route, … }',
  },
  *check({ scenarios }) {
    for (const scenario of scenarios) {
      for (const { text, path } of itemsIn(scenario.raw).flatMap(({ options }) => options)) {
        const found = text && CATCH_ALL.exec(text)?.[0];
        if (found)
          yield findingAt(
            scenario,
            [...path, 'text'],
            `"${found}" speaks about other options. Write an option that stands alone.`,
          );
      }
    }
  },
};
