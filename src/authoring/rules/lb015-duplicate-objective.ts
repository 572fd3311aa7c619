import { findingAt, type Rule } from './rule.ts';
import { objectiveIds } from './support/scripts.ts';

export const lb015: Rule = {
  code: 'LB015',
  slug: 'duplicate-objective',
  severity: 'error',
  title: 'No two objectives of a lab share an id',
  why: "The judge, the mistakes and the learner's record name objectives by their id. Two under one id could not be told apart.",
  example: {
    language: 'yaml',
    bad: 'objectives:\n  - id: plan\n  - id: plan',
    good: 'objectives:\n  - id: free-plan\n  - id: premium-plan',
  },
  *check({ labs }) {
    for (const lab of labs) {
      const ids = objectiveIds(lab);
      for (const [index, id] of ids.entries()) {
        if (ids.indexOf(id) === index) continue;
        yield findingAt(
          lab,
          ['objectives', index, 'id'],
          `Objective id "${id}" is used twice. Give each objective its own.`,
        );
      }
    }
  },
};
