import { listAt, textAt, textsAt } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';
import { factIds } from './support/names.ts';
import { unknownName } from './support/nearest.ts';

export const gl002: Rule = {
  code: 'GL002',
  slug: 'glossary-names',
  severity: 'error',
  title: 'Each word has one meaning, and its facts exist',
  why: 'A mention can show one meaning only. A meaning without a known fact is an opinion.',
  example: {
    language: 'yaml',
    bad: '- id: stage\n  aliases: [environment]\n- id: account\n  aliases: [environment]',
    good: '- id: stage\n  aliases: [environment]\n- id: account',
  },
  *check(content) {
    const known = factIds(content);
    const seen = new Map<string, string>();
    for (const sheet of content.glossaries) {
      for (const [index] of listAt(sheet.raw, ['terms']).entries()) {
        const at = ['terms', index];
        const id = textAt(sheet.raw, [...at, 'id']) ?? '';
        const term = textAt(sheet.raw, [...at, 'term']);
        const names = [
          ...(term === undefined ? [] : [{ text: term, path: [...at, 'term'] }]),
          ...textsAt(sheet.raw, [...at, 'aliases']),
        ];
        for (const { text, path } of names) {
          const other = seen.get(text.toLowerCase());
          if (other !== undefined) {
            yield findingAt(
              sheet,
              path,
              `"${text}" is a name of "${other}" already. Leave it to one of the two.`,
            );
          }
          seen.set(text.toLowerCase(), id);
        }
        for (const { text, path } of textsAt(sheet.raw, [...at, 'facts'])) {
          if (known.has(text)) continue;
          const where = 'The facts are in content/facts/facts.yaml.';
          yield findingAt(sheet, path, unknownName('fact', text, known, where));
        }
      }
    }
  },
};
