import type { Rule } from './rule.ts';
import { unknownTasks } from './support/bodies.ts';

export const lb014: Rule = {
  code: 'LB014',
  slug: 'unknown-task',
  severity: 'error',
  title: "A lab names task statements that the exam's guide has",
  why: 'Readiness is counted per task statement. A task that does not exist would take the lab out of the count.',
  example: {
    language: 'yaml',
    bad: "exams: [{ exam: DVA-C02, task: '3.9' }]",
    good: "exams: [{ exam: DVA-C02, task: '3.3' }]",
  },
  check: (content) => unknownTasks(content.labs, content),
};
