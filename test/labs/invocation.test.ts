import { describe, expect, test } from 'vitest';
import { functionOfUri, judgeInvocation, type FoundRole } from '#labs';

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:authz';
const ROLE = 'arn:aws:iam::123456789012:role/service/door';
const SOURCE = 'arn:aws:execute-api:us-east-1:123456789012:api1/authorizers/a1';
const fn = { arn: ARN, region: 'us-east-1', account: '123456789012', name: 'authz' };

const document = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const letsIn = (more: object = {}) => ({
  Effect: 'Allow',
  Principal: { Service: 'apigateway.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: ARN,
  ...more,
});
const sourceLike = (pattern: string) => ({ Condition: { ArnLike: { 'AWS:SourceArn': pattern } } });

const role = (overrides: Partial<FoundRole> = {}): FoundRole => ({
  name: 'door',
  arn: ROLE,
  trust: document({
    Effect: 'Allow',
    Principal: { Service: 'apigateway.amazonaws.com' },
    Action: 'sts:AssumeRole',
  }),
  policies: [
    {
      name: 'invoke',
      document: document({ Effect: 'Allow', Action: 'lambda:Invoke*', Resource: `${ARN}*` }),
    },
  ],
  ...overrides,
});

describe('the function that a URI names', () => {
  test.each([
    ['its ARN alone', ARN, 'authz', undefined],
    ['an alias', `${ARN}:live`, 'authz', 'live'],
    ['a stage variable', ARN.replace('authz', '${stageVariables.fn}'), 'chosen', undefined],
  ])('%s', (_, uri, name, qualifier) => {
    expect(functionOfUri(uri, { fn: 'chosen' })).toMatchObject({
      name,
      ...(qualifier !== undefined && { qualifier }),
    });
  });

  test('none, where the URI leads elsewhere or its variable is not set', () => {
    expect(functionOfUri('http://a.example')).toBeUndefined();
    expect(functionOfUri(ARN.replace('authz', '${stageVariables.fn}'))).toBeUndefined();
  });
});

describe('whether API Gateway may call a function', () => {
  test.each([
    ['a policy for every API', document(letsIn()), 'pass'],
    ['one for this API', document(letsIn(sourceLike('arn:aws:execute-api:*:*:api1/*'))), 'pass'],
    [
      'one of two statements',
      document(letsIn(sourceLike('*:other/*')), letsIn(sourceLike(SOURCE))),
      'pass',
    ],
    ['one for another API', document(letsIn(sourceLike('arn:aws:execute-api:*:*:api2/*'))), 'fail'],
    [
      'one for the account',
      document(letsIn({ Condition: { StringEquals: { 'AWS:SourceAccount': '123456789012' } } })),
      'pass',
    ],
    [
      'one for another service',
      document(letsIn({ Principal: { Service: 's3.amazonaws.com' } })),
      'fail',
    ],
    ['a deny besides', document(letsIn(), letsIn({ Effect: 'Deny' })), 'fail'],
    [
      'one that asks for what nobody knows',
      document(letsIn({ Condition: { Bool: { 'aws:ViaAWSService': 'true' } } })),
      'blocked',
    ],
    ['a text that is no policy', 'nonsense', 'blocked'],
  ])('%s', (_, policy, verdict) => {
    expect(judgeInvocation({ fn, policy }, SOURCE).verdict).toBe(verdict);
  });

  test('without a policy it may not', () => {
    expect(judgeInvocation({ fn }, SOURCE)).toMatchObject({
      verdict: 'fail',
      saw: `Function ${ARN} has no policy, so API Gateway may not invoke it.`,
    });
  });

  test.each([
    ['as a role that may', role(), 'pass'],
    ['as a role that is not there', undefined, 'fail'],
    ['as a role of another path', role({ arn: ROLE.replace('service/', '') }), 'fail'],
    [
      'as a role that trusts somebody else',
      role({ trust: role().trust.replace('apigateway', 'lambda') }),
      'fail',
    ],
    ['as a role that may nothing', role({ policies: [] }), 'fail'],
    [
      'as a role whose boundary does not let it',
      role({ boundary: document({ Effect: 'Allow', Action: 's3:*', Resource: '*' }) }),
      'fail',
    ],
  ])('%s', (_, found, verdict) => {
    const invocation = { fn, credentials: ROLE, ...(found && { role: found }) };
    expect(judgeInvocation(invocation, SOURCE).verdict).toBe(verdict);
  });

  test("with the caller's own credentials nobody knows", () => {
    expect(judgeInvocation({ fn, credentials: 'arn:aws:iam::*:user/*' }, SOURCE)).toMatchObject({
      verdict: 'blocked',
      reason: 'undecidable',
    });
  });
});
