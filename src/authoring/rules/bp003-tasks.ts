import { listAt, textAt, valueAt } from '../raw.ts';
import { START } from '../source.ts';
import { findingAt, findingOn, type Rule } from './rule.ts';

export const bp003: Rule = {
  code: 'BP003',
  slug: 'tasks',
  severity: 'error',
  title: 'A blueprint is named after its exam, and each task stands once, in its own domain',
  why: 'Lessons, items and labs point at exam and task. A task in the wrong domain would be counted with the wrong weight.',
  example: {
    language: 'yaml',
    bad: "- id: 2\n  tasks:\n    - { id: '3.1', title: … }",
    good: "- id: 3\n  tasks:\n    - { id: '3.1', title: … }",
  },
  *check({ blueprints }) {
    for (const blueprint of blueprints) {
      const exam = textAt(blueprint.raw, ['exam']);
      if (exam !== undefined && !blueprint.file.endsWith(`/${exam}.yaml`)) {
        yield findingOn(
          blueprint.file,
          START,
          `The file describes ${exam}. Name it content/blueprints/${exam}.yaml.`,
        );
      }
      const seen = new Set<string>();
      for (const [domain] of listAt(blueprint.raw, ['domains']).entries()) {
        const number = valueAt(blueprint.raw, ['domains', domain, 'id']);
        for (const [task] of listAt(blueprint.raw, ['domains', domain, 'tasks']).entries()) {
          const path = ['domains', domain, 'tasks', task, 'id'];
          const id = textAt(blueprint.raw, path);
          if (id === undefined) continue;
          if (seen.has(id)) yield findingAt(blueprint, path, `Task ${id} stands twice. Keep one.`);
          if (!id.startsWith(`${String(number)}.`)) {
            yield findingAt(
              blueprint,
              path,
              `Task ${id} stands in domain ${String(number)}. Move it to domain ${id.split('.')[0] ?? ''}.`,
            );
          }
          seen.add(id);
        }
      }
    }
  },
};
