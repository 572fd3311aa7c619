import type { Rule } from './rule.ts';
import { unknownTasks } from './support/bodies.ts';

export const qz018: Rule = {
  code: 'QZ018',
  slug: 'unknown-task',
  severity: 'error',
  title: "A scenario names task statements that the exam's guide has",
  why: 'Forms are assembled and readiness is counted per task statement. An item under one that does not exist would never be drawn.',
  example: {
    language: 'yaml',
    bad: "exams: [{ exam: DVA-C02, task: '3.9' }]",
    good: "exams: [{ exam: DVA-C02, task: '3.3' }]",
  },
  check: (content) => unknownTasks(content.scenarios, content),
};
