import {
  parsePolicy,
  requestKeys,
  type AccessRequest,
  type NamedPolicy,
  type Policy,
  type PolicyUse,
  type Principal,
} from '#policy';

export const ACCOUNT = '111122223333';
export const STRANGER = '999988887777';

/** The session of a role of the account. */
export const reader: Principal = {
  kind: 'aws',
  account: ACCOUNT,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/reader/run-1`,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/reader`,
};

/** One statement with what a test does not speak of filled in. */
export const statement = (over: Record<string, unknown>, use: PolicyUse = 'identity') => ({
  Effect: 'Allow',
  ...(use !== 'identity' && over.NotPrincipal === undefined && { Principal: '*' }),
  ...(over.NotAction === undefined && { Action: 'sqs:SendMessage' }),
  ...(use !== 'trust' && over.NotResource === undefined && { Resource: '*' }),
  ...over,
});

export function policyOf(statements: unknown, use: PolicyUse = 'identity'): Policy {
  const parsed = parsePolicy({ Version: '2012-10-17', Statement: statements }, use);
  if (!parsed.ok) throw new Error(`${parsed.problem} (${parsed.at})`);
  return parsed.policy;
}

export const named = (
  name: string,
  statements: readonly Record<string, unknown>[],
  use: PolicyUse = 'identity',
): NamedPolicy => ({
  name,
  policy: policyOf(
    statements.map((one) => statement(one, use)),
    use,
  ),
});

export const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`;

export const ask = (
  over: Partial<Omit<AccessRequest, 'keys'>> & {
    keys?: Parameters<typeof requestKeys>[0];
  } = {},
): AccessRequest => ({
  principal: reader,
  action: 'sqs:SendMessage',
  resource: QUEUE,
  ...over,
  keys: requestKeys(over.keys ?? {}),
});
