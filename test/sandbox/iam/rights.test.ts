import { describe, expect, test } from 'vitest';
import { neededFor } from '../../../src/sandbox/authorization/resources.ts';
import { findOperation, operationsOf, SERVICE_NAMES } from '../../../src/sandbox/operations.ts';
import '../../../src/sandbox/models.ts';
import { emptyState } from '../../../src/sandbox/state.ts';
import { ACCOUNT } from './support.ts';

const caller = { accountId: ACCOUNT, accessKeyId: 'ASIA', arn: '', userId: '' };
const place = { caller, region: 'eu-west-1', sandbox: emptyState() };

function needs(service: (typeof SERVICE_NAMES)[number], name: string, input = {}) {
  const operation = findOperation(service, name);
  if (!operation) throw new Error(`${service} has no ${name}`);
  return neededFor({ ...place, operation, input }).map(
    ({ action, resource }) => `${action} ${resource}`,
  );
}

describe('the right that an operation asks for', () => {
  /** These ask by themselves: where a role's trust, or the stage of a connection, is known. */
  const ASK_THEMSELVES = new Set(['sts', 'apigatewaymanagementapi']);

  test('every operation of the other services asks for one, on an ARN or on everything', () => {
    const wrong = SERVICE_NAMES.filter((service) => !ASK_THEMSELVES.has(service))
      .flatMap((service) => operationsOf(service))
      .filter((operation) => {
        const needed = neededFor({ ...place, operation, input: {} });
        return (
          needed.length === 0 ||
          !needed.every(
            ({ action, resource }) =>
              /^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action) && /^(\*$|arn:aws:)/.test(resource),
          )
        );
      });
    expect(wrong.map(({ service, name }) => `${service}:${name}`)).toEqual([]);
  });

  test.each([
    [
      'apigateway',
      'GetStage',
      { restApiId: 'a1', stageName: 'prod' },
      'apigateway:GET arn:aws:apigateway:eu-west-1::/restapis/a1/stages/prod',
    ],
    ['apigateway', 'ImportRestApi', {}, 'apigateway:POST arn:aws:apigateway:eu-west-1::/restapis'],
    [
      'apigatewayv2',
      'GetRoute',
      { ApiId: 'a1', RouteId: 'r1' },
      'apigateway:GET arn:aws:apigateway:eu-west-1::/apis/a1/routes/r1',
    ],
    [
      'lambda',
      'Invoke',
      { FunctionName: 'greet' },
      `lambda:InvokeFunction arn:aws:lambda:eu-west-1:${ACCOUNT}:function:greet`,
    ],
    [
      'lambda',
      'GetPolicy',
      { FunctionName: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:greet`, Qualifier: 'live' },
      `lambda:GetPolicy arn:aws:lambda:eu-west-1:${ACCOUNT}:function:greet:live`,
    ],
    [
      'dynamodb',
      'PutItem',
      { TableName: 'pets' },
      `dynamodb:PutItem arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/pets`,
    ],
    [
      'sqs',
      'SendMessage',
      { QueueUrl: `http://localhost:4566/${ACCOUNT}/jobs` },
      `sqs:SendMessage arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`,
    ],
    [
      'logs',
      'FilterLogEvents',
      { logGroupName: '/aws/lambda/greet' },
      `logs:FilterLogEvents arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/greet:*`,
    ],
    [
      'logs',
      'DescribeLogGroups',
      {},
      `logs:DescribeLogGroups arn:aws:logs:eu-west-1:${ACCOUNT}:log-group::log-stream:`,
    ],
    ['ec2', 'DescribeVpcs', {}, 'ec2:DescribeVpcs *'],
    ['elbv2', 'DescribeListeners', {}, 'elasticloadbalancing:DescribeListeners *'],
    [
      'cognito-idp',
      'DescribeUserPool',
      { UserPoolId: 'eu-west-1_a' },
      `cognito-idp:DescribeUserPool arn:aws:cognito-idp:eu-west-1:${ACCOUNT}:userpool/eu-west-1_a`,
    ],
    [
      'iam',
      'CreatePolicy',
      { PolicyName: 'send', Path: '/team/' },
      `iam:CreatePolicy arn:aws:iam::${ACCOUNT}:policy/team/send`,
    ],
  ] as const)('%s %s %j', (service, name, input, expected) => {
    expect(needs(service, name, input)).toEqual([expected]);
  });

  test('a batch asks for one right per table', () => {
    const input = { RequestItems: { pets: {}, people: {} } };
    expect(needs('dynamodb', 'BatchGetItem', input)).toHaveLength(2);
  });
});
