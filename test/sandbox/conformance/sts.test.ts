import { CreateRestApiCommand } from '@aws-sdk/client-api-gateway';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  type GetSessionTokenCommandInput,
} from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { arnOf, openIam } from '../iam/support.ts';
import { refusalOf } from '../support.ts';

async function openSession(input: GetSessionTokenCommandInput = {}) {
  const opened = await openIam();
  const { Credentials } = await opened.sts().send(new GetSessionTokenCommand(input));
  return {
    ...opened,
    given: Credentials,
    session: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  };
}

describe('credentials of GetSessionToken', () => {
  test('hold for twelve hours and stand for the user', async () => {
    const { given, session, sts, clock } = await openSession();
    expect(given?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    const hours = ((given?.Expiration?.getTime() ?? 0) - clock.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(12);
    const who = await sts(session).send(new GetCallerIdentityCommand({}));
    expect(who.Arn).toBe('arn:aws:iam::123456789012:user/test');
  });

  test('do what the user may, but nothing in IAM', async () => {
    const { session, apigateway, iam } = await openSession();
    const made = await apigateway(session).send(new CreateRestApiCommand({ name: 'shop' }));
    expect(made.name).toBe('shop');
    expect(await refusalOf(iam(session).send(new ListRolesCommand({})))).toEqual({
      code: 'InvalidClientTokenId',
      status: 403,
      message: 'The security token included in the request is invalid',
    });
  });

  test('assume roles, and get no session tokens', async () => {
    const { session, sts, role, assume, iam } = await openSession();
    await role('reader', { Effect: 'Allow', Action: 'iam:ListRoles', Resource: '*' });
    const assumed = await sts(session).send(
      new AssumeRoleCommand({ RoleArn: arnOf('reader'), RoleSessionName: 'run-1' }),
    );
    expect(assumed.AssumedRoleUser?.Arn).toBe(
      'arn:aws:sts::123456789012:assumed-role/reader/run-1',
    );
    expect(await refusalOf(sts(session).send(new GetSessionTokenCommand({})))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: 'Cannot call GetSessionToken with session credentials',
    });
    // A role's session is no user's: IAM is open to it as far as its policies go.
    const { Roles = [] } = await iam(await assume('reader')).send(new ListRolesCommand({}));
    expect(Roles.map(({ RoleName }) => RoleName)).toEqual(['reader']);
  });

  test.each<[string, GetSessionTokenCommandInput, string]>([
    [
      'for a minute',
      { DurationSeconds: 60 },
      "1 validation error detected: Value '60' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    [
      'for a week',
      { DurationSeconds: 604_800 },
      "1 validation error detected: Value '604800' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 129600",
    ],
    [
      'with a second factor, which no user here has',
      { SerialNumber: 'arn:aws:iam::123456789012:mfa/test', TokenCode: '123456' },
      'MultiFactorAuthentication failed, unable to validate MFA code. Please verify your MFA serial number is valid and associated with this user.',
    ],
  ])('are not given %s', async (_, input, message) => {
    expect((await refusalOf(openSession(input))).message).toBe(message);
  });

  test('are what there is: other kinds answer by their name', async () => {
    const { sts } = await openSession();
    expect(await refusalOf(sts().send(new GetFederationTokenCommand({ Name: 'x' })))).toEqual({
      code: 'NotImplementedException',
      status: 501,
      message: 'The local sandbox cannot do GetFederationToken of STS yet. On AWS it works.',
    });
  });
});
