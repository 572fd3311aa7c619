import { listAt, textAt } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';

export const fc002: Rule = {
  code: 'FC002',
  slug: 'duplicate-fact',
  severity: 'error',
  title: 'No two facts share an id',
  why: 'A statement that points at one of two facts shows the source of the other.',
  example: {
    language: 'yaml',
    bad: '- id: price-rest\n- id: price-rest',
    good: '- id: price-rest\n- id: price-http',
  },
  *check({ facts }) {
    const seen = new Set<string>();
    for (const sheet of facts) {
      for (const [index] of listAt(sheet.raw, ['facts']).entries()) {
        const path = ['facts', index, 'id'];
        const id = textAt(sheet.raw, path);
        if (id === undefined) continue;
        if (seen.has(id))
          yield findingAt(sheet, path, `Fact id "${id}" is used twice. Give each fact its own.`);
        seen.add(id);
      }
    }
  },
};
