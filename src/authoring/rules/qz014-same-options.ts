import { itemsIn, type RawItem, type RawOption } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';
import { claimsItemField } from './support/shape.ts';

const claimsId = claimsItemField('items.*.options.*.id');
const claimsText = claimsItemField('items.*.options.*.text');

const plain = (text: string | undefined) =>
  text
    ?.toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

function problemOf(
  option: RawOption,
  index: number,
  { options }: RawItem,
): [string, string] | undefined {
  const before = options.slice(0, index);
  const name = option.id ?? '?';
  if (option.id !== undefined && before.some(({ id }) => id === option.id)) {
    return ['id', `Option id "${name}" is used twice. Give each option its own.`];
  }
  const words = plain(option.text);
  if (words && before.some(({ text }) => plain(text) === words)) {
    return ['text', `Option "${name}" says the same as one above. Rewrite or drop it.`];
  }
  return undefined;
}

export const qz014: Rule = {
  code: 'QZ014',
  slug: 'same-options',
  severity: 'error',
  title: 'No two options of an item are the same',
  why: 'Two options that say the same cannot both be judged, and a shared id would mark the wrong one.',
  example: {
    language: 'yaml',
    bad: '- { id: a, text: An HTTP API, … }\n- { id: b, text: an HTTP API., … }',
    good: '- { id: a, text: An HTTP API, … }\n- { id: b, text: A REST API, … }',
  },
  claims: (kind, misfit) =>
    (claimsId(kind, misfit) && misfit.message.includes('used twice')) ||
    (claimsText(kind, misfit) && misfit.message.includes('says the same')),
  *check({ scenarios }) {
    for (const scenario of scenarios) {
      for (const item of itemsIn(scenario.raw)) {
        for (const [index, option] of item.options.entries()) {
          const found = problemOf(option, index, item);
          if (found) yield findingAt(scenario, [...option.path, found[0]], found[1]);
        }
      }
    }
  },
};
