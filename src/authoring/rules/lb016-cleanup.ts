import { textsAt } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';

export const lb016: Rule = {
  code: 'LB016',
  slug: 'cleanup',
  severity: 'error',
  title: 'Cleaning up is done by aws lines that can be pasted',
  why: 'On a real account what is left behind costs money. The lines are shown as they are, so each has to run by itself.',
  example: {
    language: 'yaml',
    bad: 'cleanup: [Delete the API]',
    good: 'cleanup:\n  - aws apigateway delete-rest-api --rest-api-id "$api"',
  },
  *check({ labs }) {
    for (const lab of labs) {
      for (const { text, path } of textsAt(lab.raw, ['cleanup'])) {
        if (/(^|\s|\()aws\s+[a-z0-9]+\s+[a-z0-9-]+/.test(text)) continue;
        yield findingAt(
          lab,
          path,
          `"${text}" is no aws line. Write the command that removes the resource.`,
        );
      }
    }
  },
};
