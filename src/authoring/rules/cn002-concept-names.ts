import { listAt, textsAt } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';
import { factIds, lessonIds, scenarioIds } from './support/names.ts';
import { unknownName } from './support/nearest.ts';

const WHERE = {
  fact: 'The facts are in content/facts/facts.yaml.',
  lesson: 'A lesson is named by its path below content/courses.',
  scenario: 'A scenario is named <course>/<file name>.',
} as const;

export const cn002: Rule = {
  code: 'CN002',
  slug: 'concept-names',
  severity: 'error',
  title: 'The facts, lessons and scenarios of a concept row exist',
  why: 'A row that points at nothing looks taught and is not. Labs may be named before they are written: `npx gatewise audit` lists those.',
  example: {
    language: 'yaml',
    bad: 'facts: [cache-rest-stages]',
    good: 'facts: [cache-rest-stage]',
  },
  *check(content) {
    const known = {
      fact: factIds(content),
      lesson: lessonIds(content),
      scenario: scenarioIds(content),
    };
    for (const note of content.conceptNotes) {
      for (const [index] of listAt(note.raw, ['rows']).entries()) {
        for (const what of ['fact', 'lesson', 'scenario'] as const) {
          for (const { text, path } of textsAt(note.raw, ['rows', index, `${what}s`])) {
            if (known[what].has(text)) continue;
            yield findingAt(note, path, unknownName(what, text, known[what], WHERE[what]));
          }
        }
      }
    }
  },
};
