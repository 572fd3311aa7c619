import type { RunResult } from '../events.ts';
import type { Verdict } from '../verdict.ts';
import { describeTarget } from './plain.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** XML 1.0 has no place for most control characters, not even escaped. */
const escape = (text: string) =>
  text
    .replaceAll(
      /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
      '\uFFFD',
    )
    .replaceAll(/[&<>"\n]/g, (character) => ENTITIES[character] ?? character);

const details = ({ wanted, saw, evidence }: Verdict, nextStep: string) =>
  escape(
    [
      `wanted: ${wanted}`,
      `seen: ${saw}`,
      `next: ${nextStep}`,
      ...evidence.map(({ call, fields }) => `read: ${call} ${JSON.stringify(fields)}`),
    ].join('\n'),
  );

function testCase(labId: string, objectiveId: string, verdict: Verdict): string {
  const open = `    <testcase classname="${escape(labId)}" name="${escape(objectiveId)}"`;
  if (verdict.verdict === 'pass') return `${open}/>`;
  const [element, type] =
    verdict.verdict === 'fail'
      ? ['failure', 'fail']
      : ['error', verdict.verdict === 'blocked' ? verdict.reason : 'pending'];
  return `${open}>\n      <${element} type="${type}" message="${escape(verdict.saw)}">${details(verdict, verdict.nextStep)}</${element}>\n    </testcase>`;
}

/**
 * A run's result as JUnit XML: a fail is a failure, blocked and pending are errors, what was left
 * out is skipped.
 */
export function printJunit({ labId, target, verdicts, leftOut }: RunResult): string {
  const kinds = Object.values(verdicts).map(({ verdict }) => verdict);
  const failures = kinds.filter((kind) => kind === 'fail').length;
  const errors = kinds.filter((kind) => kind === 'blocked' || kind === 'pending').length;
  const counts = `tests="${kinds.length + leftOut.length}" failures="${failures}" errors="${errors}" skipped="${leftOut.length}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escape(labId)}" ${counts}>`,
    `    <properties><property name="target" value="${escape(describeTarget(target))}"/></properties>`,
    ...Object.entries(verdicts).map(([id, verdict]) => testCase(labId, id, verdict)),
    ...leftOut.map(
      ({ objectiveId, why }) =>
        `    <testcase classname="${escape(labId)}" name="${escape(objectiveId)}">\n      <skipped message="${escape(why)}"/>\n    </testcase>`,
    ),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}
