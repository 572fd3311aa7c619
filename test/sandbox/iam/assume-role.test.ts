import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { accountIdFor } from '#sandbox';
import { refusalOf } from '../support.ts';
import { ACCOUNT, allow, arnOf, document, openIam, trust } from './support.ts';

const STRANGER = { accessKeyId: 'first-api', secretAccessKey: 'test' };
const refusal = (who: string, role: string) => ({
  code: 'AccessDenied',
  status: 403,
  message: `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${arnOf(role)}`,
});
const ADMIN = `arn:aws:iam::${ACCOUNT}:user/test`;

describe('AssumeRole', () => {
  test('gives credentials of a session that is the role', async () => {
    const { role, assume, sts } = await openIam();
    await role('reader');
    const session = await assume('reader');
    expect(session.accessKeyId).toMatch(/^ASIA/);
    expect(await sts(session).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: ACCOUNT,
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/reader/run-1`,
      UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:run-1$/) as unknown,
    });
  });

  test('ends with its time', async () => {
    const { role, assume, sts, pass } = await openIam();
    await role('reader');
    const session = await assume('reader', { DurationSeconds: 900 });
    pass(901_000);
    expect((await refusalOf(sts(session).send(new GetCallerIdentityCommand({})))).code).toBe(
      'ExpiredToken',
    );
  });

  test('refuses a role that is not there as one that does not trust', async () => {
    const { assume } = await openIam();
    expect(await refusalOf(assume('nobody'))).toEqual(refusal(ADMIN, 'nobody'));
  });

  test('needs the trust policy even of an administrator', async () => {
    const { iam, assume } = await openIam();
    await iam().send(
      new CreateRoleCommand({
        RoleName: 'service',
        AssumeRolePolicyDocument: trust({ Service: 'lambda.amazonaws.com' }),
      }),
    );
    expect(await refusalOf(assume('service'))).toEqual(refusal(ADMIN, 'service'));
  });

  test('from another account asks for the external id that the trust policy names', async () => {
    const { iam, assume } = await openIam();
    const verifier = accountIdFor('first-api');
    await iam().send(
      new CreateRoleCommand({
        RoleName: 'verifier',
        AssumeRolePolicyDocument: trust(
          { AWS: verifier },
          { StringEquals: { 'sts:ExternalId': 'learner-7' } },
        ),
      }),
    );
    const who = `arn:aws:iam::${verifier}:user/first-api`;
    expect(await refusalOf(assume('verifier', {}, STRANGER))).toEqual(refusal(who, 'verifier'));
    expect(await refusalOf(assume('verifier', { ExternalId: 'learner-8' }, STRANGER))).toEqual(
      refusal(who, 'verifier'),
    );
    const session = await assume('verifier', { ExternalId: 'learner-7' }, STRANGER);
    expect(session.accessKeyId).toMatch(/^ASIA/);
    expect(await refusalOf(assume('verifier', { ExternalId: 'learner-7' }))).toEqual(
      refusal(ADMIN, 'verifier'),
    );
  });

  test('by a session needs the right in its role, and lasts an hour at most', async () => {
    const { role, assume } = await openIam();
    await role('first');
    await role('second', allow('sts:AssumeRole', arnOf('first')));
    const [first, second] = [await assume('first'), await assume('second')];
    expect((await refusalOf(assume('second', {}, first))).code).toBe('AccessDenied');
    expect((await assume('first', {}, second)).accessKeyId).toMatch(/^ASIA/);
    expect((await refusalOf(assume('first', { DurationSeconds: 3601 }, second))).message).toBe(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  });

  test('refuses durations, names and session policies that are wrong', async () => {
    const { role, assume } = await openIam();
    await role('reader');
    expect((await refusalOf(assume('reader', { DurationSeconds: 899 }))).message).toBe(
      "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    );
    expect((await refusalOf(assume('reader', { DurationSeconds: 3601 }))).message).toBe(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
    expect((await refusalOf(assume('reader', { RoleSessionName: 'a b' }))).message).toBe(
      "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    );
    expect(await refusalOf(assume('reader', { Policy: '{}' }))).toMatchObject({
      status: 400,
      message: 'Syntax errors in policy.',
    });
    const long = document(allow(Array.from({ length: 100 }, () => 'apigateway:GET/restapis')));
    expect((await refusalOf(assume('reader', { Policy: long }))).message).toContain(
      'Member must have length less than or equal to 2048',
    );
  });
});
