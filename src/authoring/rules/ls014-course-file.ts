import type { Rule } from './rule.ts';
import { claimsFrontmatter } from './support/shape.ts';

export const ls014: Rule = {
  code: 'LS014',
  slug: 'course-file',
  severity: 'error',
  title: 'The files that describe a course and its modules keep to their schema',
  why: 'Without a valid _course.yaml and _module.yaml the lessons below them have no place in the sidebar and are not shown.',
  example: {
    language: 'yaml',
    bad: 'name: Who may call, how often',
    good: 'title: Who may call, how often\nsummary: Keys, plans and limits.\norder: 60',
  },
  claims: claimsFrontmatter('course', 'module'),
};
