import {
  AttachRolePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  type SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../support.ts';
import { allow, arnOf, deny, document, openIam } from './support.ts';

const ORDERS = 'arn:aws:sqs:us-east-1:123456789012:orders';

async function opened(...statements: readonly object[]) {
  const made = await openIam();
  await made.role('sender', ...statements);
  const simulate = async (over: Partial<SimulatePrincipalPolicyCommandInput> = {}) => {
    const { EvaluationResults = [] } = await made.iam().send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: arnOf('sender'),
        ActionNames: ['sqs:SendMessage'],
        ResourceArns: [ORDERS],
        ...over,
      }),
    );
    return EvaluationResults;
  };
  return { ...made, simulate };
}

describe('SimulatePrincipalPolicy', () => {
  test('tells for each action and resource what the role gets, and by which policy', async () => {
    const { simulate } = await opened(allow('sqs:*', ORDERS), deny('sqs:PurgeQueue'));
    const results = await simulate({
      ActionNames: ['sqs:SendMessage', 'sqs:PurgeQueue'],
      ResourceArns: [ORDERS, `${ORDERS}-dead`],
    });
    expect(
      results.map(({ EvalActionName, EvalResourceName, EvalDecision }) => [
        EvalActionName,
        EvalResourceName,
        EvalDecision,
      ]),
    ).toEqual([
      ['sqs:SendMessage', ORDERS, 'allowed'],
      ['sqs:SendMessage', `${ORDERS}-dead`, 'implicitDeny'],
      ['sqs:PurgeQueue', ORDERS, 'explicitDeny'],
      ['sqs:PurgeQueue', `${ORDERS}-dead`, 'explicitDeny'],
    ]);
    expect(results[0]?.MatchedStatements?.[0]?.SourcePolicyId).toBe('inline policy "work"');
  });

  test('counts attached policies and the boundary', async () => {
    const { simulate, iam } = await opened();
    const decision = async () => (await simulate())[0]?.EvalDecision;
    expect(await decision()).toBe('implicitDeny');
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonSQSFullAccess';
    await iam().send(new AttachRolePolicyCommand({ RoleName: 'sender', PolicyArn }));
    expect(await decision()).toBe('allowed');
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonAPIGatewayAdministrator';
    await iam().send(
      new PutRolePermissionsBoundaryCommand({ RoleName: 'sender', PermissionsBoundary }),
    );
    expect(await decision()).toBe('implicitDeny');
  });

  test('takes keys without a value as absent and names them', async () => {
    const { simulate } = await opened({
      ...allow('sqs:*'),
      Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    });
    const [without] = await simulate();
    expect(without).toMatchObject({
      EvalDecision: 'implicitDeny',
      MissingContextValues: ['aws:SourceIp'],
    });
    const [inside] = await simulate({
      ContextEntries: [
        { ContextKeyName: 'aws:sourceip', ContextKeyValues: ['203.0.113.7'], ContextKeyType: 'ip' },
      ],
    });
    expect(inside?.EvalDecision).toBe('allowed');
  });

  test('a role that is not there is refused', async () => {
    const { simulate } = await opened();
    expect(await refusalOf(simulate({ PolicySourceArn: arnOf('nobody') }))).toMatchObject({
      status: 404,
      message: `Policy Source Arn ${arnOf('nobody')} could not be found.`,
    });
  });
});

test('SimulateCustomPolicy evaluates the documents it is given', async () => {
  const { iam } = await openIam();
  const { EvaluationResults } = await iam().send(
    new SimulateCustomPolicyCommand({
      PolicyInputList: [document(allow('sqs:*'), deny('sqs:PurgeQueue'))],
      ActionNames: ['sqs:PurgeQueue', 'sqs:SendMessage'],
    }),
  );
  expect(EvaluationResults?.map(({ EvalDecision }) => EvalDecision)).toEqual([
    'explicitDeny',
    'allowed',
  ]);
});
