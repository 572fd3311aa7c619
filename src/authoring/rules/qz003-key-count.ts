import { itemsIn, type RawItem } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';
import { claimsItemField } from './support/shape.ts';

const claimsOptions = claimsItemField('items.*.options');

function problemOf({ type, options, choose }: RawItem): string | undefined {
  // Where the key hangs on the variant, it is counted in each of them: QZ021.
  if (options.some(({ isConditional }) => isConditional)) return undefined;
  const keys = options.filter(({ isKey }) => isKey).map(({ id }) => id ?? '?');
  const list = keys.join(', ');
  if (type === 'single-choice' && options.length > 0) {
    if (keys.length === 0) return 'No option is the key. Set `correct: true` on exactly one.';
    if (keys.length > 1) {
      return `${keys.length} options are keys (${list}). Keep one, or use type: multiple-response.`;
    }
  }
  if (type === 'multiple-response' && typeof choose === 'number' && keys.length !== choose) {
    const found =
      keys.length === 0 ? 'No option is a key' : `${keys.length} of the options are keys (${list})`;
    return `${found}, but the item says choose: ${choose}. Set \`correct: true\` on ${choose}, or change \`choose\`.`;
  }
  return undefined;
}

export const qz003: Rule = {
  code: 'QZ003',
  slug: 'key-count',
  severity: 'error',
  title: 'An item has as many keys as it says',
  why: 'A single choice has one right answer, a multiple response as many as `choose` says. Otherwise a right answer is marked wrong.',
  example: {
    language: 'yaml',
    bad: 'options:\n  - { id: a, text: An HTTP API, correct: true, … }\n  - { id: b, text: A REST API, correct: true, … }',
    good: 'options:\n  - { id: a, text: An HTTP API, correct: true, … }\n  - { id: b, text: A REST API, misconception: …, … }',
  },
  claims: (kind, misfit) =>
    claimsOptions(kind, misfit) &&
    /\bkeys?\b/.test(misfit.message) &&
    !/at (least|most)/.test(misfit.message),
  *check({ scenarios }) {
    for (const scenario of scenarios) {
      for (const item of itemsIn(scenario.raw)) {
        const message = problemOf(item);
        if (message) yield findingAt(scenario, [...item.path, 'options'], message);
      }
    }
  },
};
