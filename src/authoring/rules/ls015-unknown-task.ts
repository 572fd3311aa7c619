import type { Rule } from './rule.ts';
import { unknownTasks } from './support/bodies.ts';

export const ls015: Rule = {
  code: 'LS015',
  slug: 'unknown-task',
  severity: 'error',
  title: "A lesson names task statements that the exam's guide has",
  why: 'Readiness is counted per task statement. A task that does not exist would take answers out of the count.',
  example: {
    language: 'yaml',
    bad: "exams: [{ exam: SAA-C03, task: '2.9' }]",
    good: "exams: [{ exam: SAA-C03, task: '2.1' }]",
  },
  check: (content) => unknownTasks(content.lessons, content),
};
