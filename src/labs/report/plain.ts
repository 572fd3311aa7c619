import type { RunResult, Target } from '../events.ts';
import type { Evidence, LeftOut, RunStatus, Verdict, VerdictKind } from '../verdict.ts';

const WORD: Readonly<Record<VerdictKind, string>> = {
  pass: 'PASS',
  fail: 'FAIL',
  pending: 'PENDING',
  blocked: 'BLOCKED',
};
const MARGIN = 10;
const indent = ' '.repeat(MARGIN);

/** Where a run looks, as a phrase: `the local sandbox at http://127.0.0.1:4566 (us-east-1)`. */
export function describeTarget({ kind, endpoint, region, identity }: Target): string {
  if (kind === 'sandbox') return `the local sandbox at ${endpoint ?? ''} (${region})`;
  if (kind === 'endpoint') return `${endpoint ?? ''} (${region})`;
  const who = identity ? `AWS account ${identity.account} as ${identity.principal}` : 'AWS';
  return `${who} in ${region}`;
}

const evidenceLine = ({ call, fields }: Evidence) =>
  `${indent}read    ${call}${Object.keys(fields).length === 0 ? '' : `\n${indent}        ${JSON.stringify(fields)}`}`;

/** One objective's verdict. A pass takes one line; everything else says what is wanted, seen and next. */
export function printVerdict(objectiveId: string, verdict: Verdict): string {
  const head = `${WORD[verdict.verdict].padEnd(MARGIN)}${objectiveId}`;
  if (verdict.verdict === 'pass') return `${head}: ${verdict.saw}`;
  const reason = verdict.verdict === 'blocked' ? ` (${verdict.reason})` : '';
  return [
    `${head}${reason}`,
    `${indent}wanted  ${verdict.wanted}`,
    `${indent}seen    ${verdict.saw}`,
    `${indent}next    ${verdict.nextStep}`,
    ...verdict.evidence.map(evidenceLine),
  ].join('\n');
}

export const printLeftOut = ({ objectiveId, why }: Pick<LeftOut, 'objectiveId' | 'why'>): string =>
  `${'LEFT OUT'.padEnd(MARGIN)}${objectiveId}: ${why}`;

const STATUS: Readonly<Record<RunStatus, string>> = {
  pass: 'PASS',
  fail: 'FAIL',
  unsure: 'UNSURE',
};

/** Labs that were verified together, one per line. */
export const printOverview = (results: readonly RunResult[]): string =>
  results
    .map(
      (result) => `${STATUS[result.status].padEnd(MARGIN)}${result.labId}: ${printSummary(result)}`,
    )
    .join('\n');

/** The last line: how many of each. */
export function printSummary({ verdicts, leftOut, calls }: RunResult): string {
  const kinds = Object.values(verdicts).map(({ verdict }) => verdict);
  const count = (kind: VerdictKind) => kinds.filter((one) => one === kind).length;
  const left = leftOut.length === 0 ? '' : `, ${leftOut.length} left out`;
  return `${count('pass')} passed, ${count('fail')} failed, ${count('pending')} pending, ${count('blocked')} blocked${left} (${calls} calls)`;
}
