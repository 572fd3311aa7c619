import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient, type AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { LOCAL, openSandbox, type Credentials } from '../support.ts';

export const ACCOUNT = '123456789012';
export const arnOf = (role: string) => `arn:aws:iam::${ACCOUNT}:role/${role}`;

export const document = (...statements: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

export const trust = (principal: unknown, condition?: object) =>
  document({
    Effect: 'Allow',
    Principal: principal,
    Action: 'sts:AssumeRole',
    ...(condition && { Condition: condition }),
  });

export const allow = (
  action: string | readonly string[],
  resource: string | readonly string[] = '*',
) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});
export const deny = (action: string | readonly string[], resource = '*') => ({
  Effect: 'Deny',
  Action: action,
  Resource: resource,
});

/** A sandbox with IAM's client, and short ways to roles and their sessions. */
export async function openIam(options: Parameters<typeof openSandbox>[0] = {}) {
  const opened = await openSandbox(options);
  const settings = (credentials: Credentials) => ({
    endpoint: opened.url,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
  const iam = (credentials: Credentials = LOCAL) => new IAMClient(settings(credentials));
  return {
    ...opened,
    iam,
    /** A role that the account may assume, with one inline policy of these statements. */
    role: async (name: string, ...statements: readonly object[]) => {
      await iam().send(
        new CreateRoleCommand({
          RoleName: name,
          AssumeRolePolicyDocument: trust({ AWS: `arn:aws:iam::${ACCOUNT}:root` }),
        }),
      );
      if (statements.length > 0)
        await iam().send(
          new PutRolePolicyCommand({
            RoleName: name,
            PolicyName: 'work',
            PolicyDocument: document(...statements),
          }),
        );
    },
    assume: async (
      role: string,
      over: Partial<AssumeRoleCommandInput> = {},
      as: Credentials = LOCAL,
    ): Promise<Credentials> => {
      const { Credentials: given } = await new STSClient(settings(as)).send(
        new AssumeRoleCommand({ RoleArn: arnOf(role), RoleSessionName: 'run-1', ...over }),
      );
      return {
        accessKeyId: given?.AccessKeyId ?? '',
        secretAccessKey: given?.SecretAccessKey ?? '',
        sessionToken: given?.SessionToken ?? '',
      };
    },
  };
}
