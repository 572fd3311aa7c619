import { itemsIn } from '../raw.ts';
import { START } from '../source.ts';
import { findingAt, findingOn, type Rule } from './rule.ts';
import { claimsItemField } from './support/shape.ts';

export const qz005: Rule = {
  code: 'QZ005',
  slug: 'duplicate-id',
  severity: 'error',
  title: 'No two scenarios of a course, and no two items of a scenario, share an id',
  why: 'What a learner answered is kept under the id. Two items under one id would mix their histories and their schedules.',
  example: {
    language: 'yaml',
    bad: 'items:\n  - id: limit\n  - id: limit',
    good: 'items:\n  - id: limit\n  - id: key',
  },
  claims: claimsItemField('items.*.id'),
  *check({ scenarios }) {
    const files = new Map<string, string>();
    for (const scenario of scenarios.toSorted((a, b) => a.file.localeCompare(b.file, 'en'))) {
      const first = files.get(scenario.id);
      if (first === undefined) files.set(scenario.id, scenario.file);
      else
        yield findingOn(
          scenario.file,
          START,
          `${first} is scenario "${scenario.id}" already. Rename this file.`,
        );
      const seen = new Set<string>();
      for (const { id, path } of itemsIn(scenario.raw)) {
        if (id === undefined) continue;
        if (seen.has(id))
          yield findingAt(
            scenario,
            [...path, 'id'],
            `Item id "${id}" is used twice in this scenario. Give each item its own.`,
          );
        seen.add(id);
      }
    }
  },
};
