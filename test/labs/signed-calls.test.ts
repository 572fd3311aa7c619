import { describe, expect, test } from 'vitest';
import { firstOtherCall, signedCaller, type FoundApi, type FoundRole } from '#labs';

const ACCOUNT = '111122223333';
const PLACE = `arn:aws:execute-api:us-east-1:${ACCOUNT}:a1b2c3`;
const REPORT = `${PLACE}/prod/GET/report`;
const document = (...Statement: readonly Record<string, unknown>[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Resource: unknown, over: Record<string, unknown> = {}) => ({
  Effect: 'Allow',
  Action: 'execute-api:Invoke',
  Resource,
  ...over,
});

const roleWith = (...statements: readonly Record<string, unknown>[]): FoundRole => ({
  name: 'caller',
  arn: `arn:aws:iam::${ACCOUNT}:role/caller`,
  trust: '',
  policies: [{ name: 'calls', document: document(...statements) }],
});

function read(role: FoundRole, policy?: string) {
  const api: FoundApi = { id: 'a1b2c3', ...(policy !== undefined && { policy }) };
  const found = signedCaller(
    role,
    api,
    { account: ACCOUNT, region: 'us-east-1' },
    { stageName: 'prod', method: 'GET', path: '/report' },
  );
  if (found.finding) throw new Error(found.finding.saw);
  const other = firstOtherCall(found, { '/report': { GET: {}, DELETE: {} } });
  return { report: found.ask(REPORT).outcome, other: other?.arn, how: other?.decision.outcome };
}

const EXACT = { report: 'allowed', other: undefined, how: undefined };

describe('a role that may call exactly one method', () => {
  test.each([
    ['the ARN', roleWith(allow(REPORT))],
    ['a list, and every action', roleWith(allow([REPORT], { Action: 'execute-api:*' }))],
    [
      'a wide allow and a deny of the rest',
      roleWith(allow('*'), { ...allow(undefined), Effect: 'Deny', NotResource: REPORT }),
    ],
    [
      'a star for Region and account',
      roleWith(allow('arn:aws:execute-api:*:*:a1b2c3/prod/GET/report')),
    ],
    ['another right beside it', roleWith(allow(REPORT), allow('*', { Action: 's3:GetObject' }))],
  ])('by %s', (_, role) => {
    expect(read(role)).toEqual(EXACT);
  });

  test('by the API’s own policy', () => {
    const policy = document(
      allow('execute-api:/prod/GET/report', { Principal: { AWS: roleWith().arn } }),
    );
    expect(read(roleWith(allow('*', { Action: 's3:GetObject' })), policy)).toEqual(EXACT);
  });
});

describe('a role that may call more', () => {
  test.each([
    ['every method', `${PLACE}/prod/*/report`, `${PLACE}/prod/DELETE/report`],
    ['every stage', `${PLACE}/*/GET/report`, `${PLACE}/x/GET/report`],
    ['every path', `${PLACE}/prod/GET/*`, `${PLACE}/prod/GET/`],
    ['paths that begin so', `${REPORT}*`, `${REPORT}/x`],
    ['paths of one more character', `${PLACE}/prod/GET/report?`, `${PLACE}/prod/GET/reportx`],
    [
      'every API',
      'arn:aws:execute-api:*:*:*/prod/GET/report',
      `arn:aws:execute-api:us-east-1:${ACCOUNT}:x/prod/GET/report`,
    ],
    ['everything', '*', `${PLACE}/prod/DELETE/report`],
    ['one method more', [REPORT, `${PLACE}/prod/PUT/other`], `${PLACE}/prod/PUT/other`],
  ])('by %s is found out', (_, resource, arn) => {
    expect(read(roleWith(allow(REPORT), allow(resource)))).toEqual({
      report: 'allowed',
      other: arn,
      how: 'allowed',
    });
  });

  test('only when something unknown is true leaves it open', () => {
    const often = allow(`${PLACE}/prod/*`, {
      Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    });
    expect(read(roleWith(allow(REPORT), often)).how).toBe('undecidable');
  });
});

test('what is no method’s resource allows nothing', () => {
  expect(read(roleWith(allow(`${PLACE}/GET/report`)))).toEqual({
    report: 'denied',
    other: undefined,
    how: undefined,
  });
});
