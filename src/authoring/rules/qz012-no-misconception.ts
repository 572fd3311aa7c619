import { itemsIn } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';
import { claimsItemField } from './support/shape.ts';

const claimsOption = claimsItemField('items.*.PARTS.*');
const claimsField = claimsItemField('items.*.PARTS.*.misconception');

export const qz012: Rule = {
  code: 'QZ012',
  slug: 'no-misconception',
  severity: 'error',
  title: 'Every distractor names the misconception behind it',
  why: 'A distractor that nobody believes only lengthens the item. Naming what its chooser thinks keeps it tempting, and tells the learner what to unlearn.',
  example: {
    language: 'yaml',
    bad: '- { id: b, text: An API key per user, rationale: Keys do not authenticate. }',
    good: '- id: b\n  text: An API key per user\n  rationale: Keys do not authenticate.\n  misconception: An API key proves who is calling.',
  },
  claims: (kind, misfit) =>
    claimsField(kind, misfit) ||
    (claimsOption(kind, misfit) && misfit.message.includes('misconception')),
  *check({ scenarios }) {
    for (const scenario of scenarios) {
      for (const { id, isKey, misconception, path } of itemsIn(scenario.raw).flatMap(
        ({ options }) => options,
      )) {
        const name = id ?? '?';
        if (!isKey && !misconception?.trim()) {
          yield findingAt(
            scenario,
            path,
            `Distractor "${name}" names no misconception. Add \`misconception:\` with what somebody who chooses it believes.`,
          );
        }
        if (isKey && misconception !== undefined) {
          yield findingAt(
            scenario,
            [...path, 'misconception'],
            `Option "${name}" is a key and has a misconception. Drop one of them.`,
          );
        }
      }
    }
  },
};
