import { listAt } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';

export const ls007: Rule = {
  code: 'LS007',
  slug: 'no-sources',
  severity: 'error',
  title: 'A lesson names the pages it rests on, and when they were read',
  why: 'AWS changes. A reader who doubts a sentence, and the author who renews it next year, both need to know where it came from and how old it is.',
  example: {
    language: 'yaml',
    bad: 'sources: []',
    good: 'sources:\n  - title: Usage plans and API keys\n    url: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html\n    read: 2026-11-23',
  },
  *check({ lessons }) {
    for (const lesson of lessons) {
      if (lesson.raw === undefined || listAt(lesson.raw, ['sources']).length > 0) continue;
      yield findingAt(
        lesson,
        ['sources'],
        'The lesson names no sources. Add `sources:` with title, url and the day you read it.',
      );
    }
  },
};
