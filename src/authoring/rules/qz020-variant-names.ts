import { templatesIn } from '#quiz';
import { textOf } from '../parse/body.ts';
import { releaseTemplates } from '../parse/templates.ts';
import { valueAt } from '../raw.ts';
import { START } from '../source.ts';
import { findingAt, findingOn, type Rule } from './rule.ts';

const isOfNames = (message: string) =>
  /^(\{\{.*\}\} is drawn by no set|No set is named|Set ".*" (never|only) draws|The sets have \d+)/.test(
    message,
  );

/** Names of sets that a file's templates use, in the frontmatter and in the case. */
const setsUsed = (text: string) => new Set(templatesIn(text).map((name) => name.split('.')[0]));

export const qz020: Rule = {
  code: 'QZ020',
  slug: 'variant-names',
  severity: 'error',
  title: 'Every template and condition names what a set draws, and every set is used',
  why: 'A template that nothing fills would be shown in braces; a condition that never holds would make a key vanish; a set that nothing uses makes variants that are all the same.',
  example: {
    language: 'yaml',
    bad: 'variants: { rate: [50, 200] }\nleadIn: Which plan allows {{rates}} requests a second?',
    good: 'variants: { rate: [50, 200] }\nleadIn: Which plan allows {{rate}} requests a second?',
  },
  claims: (kind, { path, message }) =>
    kind === 'scenario' && (path[0] === 'variants' || isOfNames(message)),
  *check({ scenarios }) {
    for (const scenario of scenarios) {
      const { file, text, body, front, raw } = scenario;
      const declared = valueAt(raw, ['variants']);
      const names = Object.keys(typeof declared === 'object' && declared !== null ? declared : {});
      for (const name of setsUsed(releaseTemplates(textOf(body.root)))) {
        if (name === undefined || names.includes(name)) continue;
        const line = text.split('\n').findIndex((one) => one.includes(`{{${name}`)) + 1;
        const known = names.length > 0 ? ` The sets are: ${names.join(', ')}.` : '';
        const message = `{{${name}}} in the case is drawn by no set. Declare it in \`variants\`.${known}`;
        yield findingOn(file, { ...START, line: Math.max(1, line) }, message);
      }
      const used = setsUsed(text);
      const conditions = JSON.stringify(front?.items ?? raw ?? {});
      for (const name of names) {
        if (used.has(name) || new RegExp(`"correctWhen":\\{[^}]*"${name}"`).test(conditions))
          continue;
        const message = `Set "${name}" is used nowhere. Write {{${name}}} where it belongs, or drop it.`;
        yield findingAt(scenario, ['variants', name], message);
      }
    }
  },
};
