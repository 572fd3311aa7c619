import { parseScript } from '../parse/script.ts';
import { findingOn, type Rule } from './rule.ts';
import { scriptsIn } from './support/scripts.ts';

/** What the browser's terminal and every ordinary shell both have. */
const ALLOWED = new Set(
  (
    'aws jq zip curl echo printf cat grep sed tr cut head tail sort uniq wc seq base64 mkdir rm cp mv sleep ' +
    'test [ [[ true false : set unset export local read exit return break continue shift'
  ).split(' '),
);

export const lb008: Rule = {
  code: 'LB008',
  slug: 'bash-subset',
  severity: 'error',
  title: 'Scripts keep to the bash that runs everywhere',
  why: "The same file runs in the browser's terminal and in a learner's own shell. Both have bash, aws, jq, zip, curl and the common text tools; a script that needs more runs in one of them only.",
  example: {
    language: 'bash',
    bad: "api=$(aws apigateway get-rest-apis | python3 -c '…')",
    good: 'api=$(aws apigateway get-rest-apis --query "items[?name==\'shop\'].id" --output text)',
  },
  *check(content) {
    for (const {
      script: { file, text },
    } of scriptsIn(content)) {
      const { commands, functions, background, fault } = parseScript(text);
      if (fault)
        yield findingOn(file, fault, `The script does not parse as bash: ${fault.message}.`);
      for (const place of background) {
        yield findingOn(
          file,
          place,
          'The command is sent to the background, which the terminal does not do. Drop the "&".',
        );
      }
      for (const command of commands) {
        if (ALLOWED.has(command.name) || functions.has(command.name)) continue;
        const what = command.name === '' ? 'A command whose name is computed' : `"${command.name}"`;
        yield findingOn(
          file,
          command,
          `${what} is outside the subset that scripts may use. Use aws with --query, jq, zip, curl or the common text tools.`,
        );
      }
    }
  },
};
