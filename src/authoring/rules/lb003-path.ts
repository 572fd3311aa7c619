import { START } from '../source.ts';
import { findingOn, type Rule } from './rule.ts';

export const lb003: Rule = {
  code: 'LB003',
  slug: 'path',
  severity: 'error',
  title: "A lab's folder has a plain name",
  why: "The folder is the lab's id, its address, and the access key id of its account in the local sandbox. Progress points at it for ever.",
  example: {
    language: 'bash',
    bad: 'labs/02_UsagePlans/lab.mdx',
    good: 'labs/tiered-usage-plans/lab.mdx',
  },
  *check({ labs }) {
    for (const { file, id } of labs) {
      if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) continue;
      yield findingOn(
        file,
        START,
        `The folder "${id}" makes no id. Rename it: lower-case words joined by hyphens.`,
      );
    }
  },
};
