import { itemsIn } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';

const ABSOLUTE =
  /\b(always|never|completely|entirely|impossible|guarantee[sd]?|under no circumstances|in all cases|in every case)\b/i;

export const qz009: Rule = {
  code: 'QZ009',
  slug: 'absolute-words',
  severity: 'error',
  title: 'No absolute word marks a distractor',
  why: 'Practised candidates strike out "always" and "never" without reading on. A distractor that has such a word while the key has none is given away.',
  example: {
    language: 'yaml',
    bad: '- { id: b, text: API keys always authenticate the caller, … }',
    good: '- { id: b, text: API keys authenticate the caller, … }',
  },
  *check({ scenarios }) {
    for (const scenario of scenarios) {
      for (const { options } of itemsIn(scenario.raw)) {
        if (options.some(({ isKey, text }) => isKey && text && ABSOLUTE.test(text))) continue;
        for (const { text, path } of options) {
          const found = text && ABSOLUTE.exec(text)?.[0];
          if (found)
            yield findingAt(
              scenario,
              [...path, 'text'],
              `"${found}" gives the distractor away. Say the same without it.`,
            );
        }
      }
    }
  },
};
