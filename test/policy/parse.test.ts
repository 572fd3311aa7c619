import { describe, expect, test } from 'vitest';
import { parsePolicy } from '#policy';
import { statement } from './builders.ts';

const document = (...statements: unknown[]) => ({
  Version: '2012-10-17',
  Statement: statements,
});

describe('a policy document is read in every spelling of AWS’s answers', () => {
  const plain = JSON.stringify(
    document(statement({ Resource: 'execute-api:/*', Sid: 'All' }, 'resource')),
  );
  const expected = parsePolicy(JSON.parse(plain), 'resource');

  test.each([
    ['plain JSON', plain],
    ['URL-encoded, as IAM answers', encodeURIComponent(plain)],
    ['with its quotes escaped once more, as API Gateway answers', plain.replaceAll('"', '\\"')],
    ['a JSON string of JSON', JSON.stringify(plain)],
  ])('%s', (_, text) => {
    expect(parsePolicy(text, 'resource')).toEqual(expected);
    expect(expected.ok).toBe(true);
  });

  test('one statement and one value stand for lists of one', () => {
    const one = { Version: '2012-10-17', Statement: statement({ Action: 'sqs:*' }) };
    expect(parsePolicy(one, 'identity')).toEqual(
      parsePolicy(document(statement({ Action: ['sqs:*'], Resource: ['*'] })), 'identity'),
    );
  });
});

describe('a document that AWS refuses is refused, with the place', () => {
  test.each([
    ['no JSON', '{"Statement":', 'Syntax errors in policy.', 'document'],
    ['no statement', { Version: '2012-10-17' }, 'Syntax errors in policy.', 'Statement[0]'],
    ['an empty list', document(), 'Syntax errors in policy.', 'Statement'],
    [
      'a version of its own',
      { Version: '2026-01-01', Statement: statement({}) },
      'Syntax errors in policy.',
      'Version',
    ],
    [
      'an effect in small letters',
      document(statement({ Effect: 'allow' })),
      'Syntax errors in policy.',
      'Statement[0].Effect',
    ],
    [
      'an element that there is not',
      document(statement({}), statement({ Actions: '*' })),
      'Syntax errors in policy.',
      'Statement[1].Actions',
    ],
    [
      'Action besides NotAction',
      document(statement({ Action: '*', NotAction: 'sqs:*' })),
      'Syntax errors in policy.',
      'Statement[0].NotAction',
    ],
    [
      'an action without a service',
      document(statement({ Action: 'Invoke' })),
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
      'Statement[0].Action',
    ],
    [
      'a principal in an identity policy',
      document(statement({ Principal: '*' })),
      'Policy document should not specify a principal.',
      'Statement[0]',
    ],
    [
      'an operator that there is not',
      document(statement({ Condition: { IpEquals: { 'aws:SourceIp': '10.0.0.1' } } })),
      'Invalid Condition type : IpEquals.',
      'Statement[0].Condition.IpEquals',
    ],
    [
      'a range with too long a prefix',
      document(statement({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/33' } } })),
      'The value "10.0.0.0/33" does not fit the operator IpAddress.',
      'Statement[0].Condition.IpAddress.aws:SourceIp',
    ],
    [
      'two statements with one id',
      document(statement({ Sid: 'a' }), statement({ Sid: 'a' })),
      'Statement IDs (SID) in a single policy must be unique.',
      'Statement',
    ],
  ])('%s', (_, policy, problem, at) => {
    expect(parsePolicy(policy, 'identity')).toEqual({ ok: false, problem, at });
  });

  test('a trust policy takes no resource, a resource policy needs a principal', () => {
    const trust = { ...statement({}, 'trust'), Resource: '*' };
    expect(parsePolicy(document(trust), 'trust')).toMatchObject({
      problem: 'Has prohibited field Resource',
    });
    expect(parsePolicy(document(statement({})), 'resource')).toMatchObject({
      problem: 'Missing required field Principal',
    });
  });

  test('a principal must be an account, a user, a role or everybody', () => {
    const reader = statement({ Principal: { AWS: 'reader' } }, 'resource');
    expect(parsePolicy(document(reader), 'resource')).toMatchObject({
      problem: 'Invalid principal in policy: "AWS":"reader"',
    });
  });
});
