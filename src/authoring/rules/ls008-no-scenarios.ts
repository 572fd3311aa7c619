import { listAt } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';

export const ls008: Rule = {
  code: 'LS008',
  slug: 'no-scenarios',
  severity: 'error',
  title: 'A lesson has scenarios that ask about it',
  why: 'Reading alone feels like knowing. What a lesson teaches is asked again days later, and that needs items.',
  example: {
    language: 'yaml',
    bad: 'scenarios: []',
    good: 'scenarios: [api-gateway/tiered-usage-plans]',
  },
  *check({ lessons, scenarios }) {
    for (const lesson of lessons) {
      const isAsked =
        listAt(lesson.raw, ['scenarios']).length > 0 ||
        scenarios.some(({ raw }) => listAt(raw, ['lessons']).includes(lesson.id));
      if (lesson.raw === undefined || isAsked) continue;
      yield findingAt(
        lesson,
        ['scenarios'],
        'No scenario asks about the lesson. List one in `scenarios:`, or name the lesson in the scenario.',
      );
    }
  },
};
