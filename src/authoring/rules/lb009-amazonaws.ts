import { parseScript } from '../parse/script.ts';
import { findingOn, type Rule } from './rule.ts';
import { scriptsIn } from './support/scripts.ts';

export const lb009: Rule = {
  code: 'LB009',
  slug: 'amazonaws',
  severity: 'error',
  title: "No script calls AWS's own addresses",
  why: 'Scripts run against the local sandbox, offline. An address of AWS would leave the machine, or fail there; probes of a deployed API belong into the checker, which knows where it is.',
  example: {
    language: 'bash',
    bad: 'curl "https://$api.execute-api.us-east-1.amazonaws.com/prod/products"',
    good: 'aws apigateway test-invoke-method --rest-api-id "$api" …',
  },
  *check(content) {
    for (const {
      script: { file, text },
    } of scriptsIn(content)) {
      for (const command of parseScript(text).commands) {
        if (!command.words.some((word) => /amazonaws\.com|\.aws\.dev/.test(word))) continue;
        if (command.name !== 'curl' && !command.words.includes('--endpoint-url')) continue;
        yield findingOn(
          file,
          command,
          `The ${command.name} line calls AWS itself. Leave the call to the checker's probe.`,
        );
      }
    }
  },
};
