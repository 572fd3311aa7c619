import { GetRestApisCommand, CreateRestApiCommand } from '@aws-sdk/client-api-gateway';
import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { AwsClient } from 'aws4fetch';
import { describe, expect, test } from 'vitest';
import { accountIdFor } from '#sandbox';
import { createTestSandbox, openSandbox, refusalOf } from './support.ts';

const names = async (call: Promise<{ items?: { name?: string | undefined }[] | undefined }>) =>
  ((await call).items ?? []).map(({ name }) => name);

describe('who calls', () => {
  test('the key test is the admin of the default account', async () => {
    const { sts } = await openSandbox();
    const { Account, Arn, UserId } = await sts().send(new GetCallerIdentityCommand({}));
    expect([Account, Arn]).toEqual(['123456789012', 'arn:aws:iam::123456789012:user/test']);
    expect(UserId).toMatch(/^AIDA[0-9A-F]{17}$/);
  });

  test("a lab's key id selects an account of its own, per Region", async () => {
    const { apigateway } = await openSandbox();
    const lab = { accessKeyId: 'first-api', secretAccessKey: 'test' };
    await apigateway(lab).send(new CreateRestApiCommand({ name: 'shop' }));
    const list = new GetRestApisCommand({});
    expect(await names(apigateway(lab).send(list))).toEqual(['shop']);
    expect(await names(apigateway().send(list))).toEqual([]);
    expect(await names(apigateway(lab, 'eu-west-1').send(list))).toEqual([]);
    expect(accountIdFor('first-api')).toMatch(/^\d{12}$/);
    expect(accountIdFor('first-api')).not.toBe(accountIdFor('tiered-usage-plans'));
  });

  test('a session token works until it expires', async () => {
    const { sts, apigateway, pass } = await openSandbox();
    const { Credentials } = await sts().send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
    const session = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    expect((await sts(session).send(new GetCallerIdentityCommand({}))).Account).toBe(
      '123456789012',
    );
    expect(
      await refusalOf(
        apigateway({ ...session, sessionToken: 'another' }).send(new GetRestApisCommand({})),
      ),
    ).toMatchObject({
      code: 'UnrecognizedClientException',
    });
    pass(901_000);
    expect(await refusalOf(apigateway(session).send(new GetRestApisCommand({})))).toEqual({
      code: 'ExpiredTokenException',
      status: 403,
      message: 'The security token included in the request is expired',
    });
  });
});

describe('what signatures refuse', () => {
  test('a wrong secret', async () => {
    const { apigateway, sts } = await openSandbox();
    const wrong = { accessKeyId: 'test', secretAccessKey: 'guess' };
    const message =
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
    expect(await refusalOf(apigateway(wrong).send(new GetRestApisCommand({})))).toEqual({
      code: 'InvalidSignatureException',
      status: 403,
      message,
    });
    expect(await refusalOf(sts(wrong).send(new GetCallerIdentityCommand({})))).toEqual({
      code: 'SignatureDoesNotMatch',
      status: 403,
      message,
    });
  });

  test('a real key of AWS, so that nobody uses one here by mistake', async () => {
    const { apigateway, sts } = await openSandbox();
    const real = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'test' };
    const message = 'The security token included in the request is invalid.';
    expect(await refusalOf(apigateway(real).send(new GetRestApisCommand({})))).toEqual({
      code: 'UnrecognizedClientException',
      status: 403,
      message,
    });
    expect(await refusalOf(sts(real).send(new GetCallerIdentityCommand({})))).toEqual({
      code: 'InvalidClientTokenId',
      status: 403,
      message,
    });
  });

  test('a clock that is off by more than five minutes', async () => {
    const { sandbox, pass } = createTestSandbox();
    const client = new AwsClient({
      accessKeyId: 'test',
      secretAccessKey: 'test',
      region: 'us-east-1',
      service: 'apigateway',
    });
    const request = await client.sign('http://127.0.0.1/restapis');
    pass(290_000);
    expect((await sandbox.handle(request.clone())).status).toBe(200);
    pass(20_000);
    const late = await sandbox.handle(request);
    expect([late.status, late.headers.get('x-amzn-errortype')]).toEqual([
      403,
      'InvalidSignatureException',
    ]);
    expect(((await late.json()) as { message: string }).message).toMatch(
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
    );
  });

  test('no signature at all', async () => {
    const { sandbox } = createTestSandbox();
    const rest = await sandbox.handle(new Request('http://127.0.0.1/restapis'));
    expect([rest.status, await rest.json()]).toEqual([
      403,
      { message: 'Missing Authentication Token' },
    ]);
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    const query = await sandbox.handle(
      new Request('http://127.0.0.1/', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    );
    expect(query.status).toBe(403);
    expect(await query.text()).toContain(
      '<Code>MissingAuthenticationToken</Code><Message>Request is missing Authentication Token</Message>',
    );
  });

  test('a header that is not a signature', async () => {
    const { sandbox } = createTestSandbox();
    const answer = await sandbox.handle(
      new Request('http://127.0.0.1/restapis', { headers: { authorization: 'Bearer x' } }),
    );
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([
      400,
      'IncompleteSignatureException',
    ]);
  });

  test('a presigned request holds for as long as it says, and not for another address', async () => {
    const { sandbox, pass } = createTestSandbox();
    const client = new AwsClient({
      accessKeyId: 'test',
      secretAccessKey: 'test',
      region: 'us-east-1',
      service: 'apigateway',
    });
    const request = await client.sign('http://127.0.0.1/restapis?X-Amz-Expires=60', {
      aws: { signQuery: true },
    });
    expect((await sandbox.handle(request.clone())).status).toBe(200);
    expect(
      (await sandbox.handle(new Request(request.url.replace('/restapis', '/apikeys')))).status,
    ).toBe(403);
    pass(61_000);
    expect((await sandbox.handle(request)).status).toBe(403);
  });
});
