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

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

function countsOf({ verdicts, leftOut }: RunResult): Counts {
  const kinds = Object.values(verdicts).map(({ verdict }) => verdict);
  return {
    tests: kinds.length + leftOut.length,
    failures: kinds.filter((kind) => kind === 'fail').length,
    errors: kinds.filter((kind) => kind === 'blocked' || kind === 'pending').length,
    skipped: leftOut.length,
  };
}

const attributes = ({ tests, failures, errors, skipped }: Counts) =>
  `tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;

const suite = (result: RunResult): string[] => {
  const { labId, target, verdicts, leftOut } = result;
  return [
    `  <testsuite name="${escape(labId)}" ${attributes(countsOf(result))}>`,
    `    <properties><property name="target" value="${escape(describeTarget(target))}"/></properties>`,
    ...Object.entries(verdicts).map(([id, verdict]) => testCase(labId, id, verdict)),
    ...leftOut.map(
      ({ objectiveId, why }) =>
        `    <testcase classname="${escape(labId)}" name="${escape(objectiveId)}">\n      <skipped message="${escape(why)}"/>\n    </testcase>`,
    ),
    '  </testsuite>',
  ];
};

/**
 * Results as JUnit XML, a suite for each lab: a fail is a failure, blocked and pending are errors, what
 * was left out is skipped.
 */
export function printJunit(results: readonly RunResult[]): string {
  const counts = results.map(countsOf);
  const sum = (name: keyof Counts) => counts.reduce((total, one) => total + one[name], 0);
  const all: Counts = {
    tests: sum('tests'),
    failures: sum('failures'),
    errors: sum('errors'),
    skipped: sum('skipped'),
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes(all)}>`,
    ...results.flatMap(suite),
    '</testsuites>',
    '',
  ].join('\n');
}
