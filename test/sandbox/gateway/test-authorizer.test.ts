import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { APIGateway } from '@aws-sdk/client-api-gateway';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { InvokeFunction } from '../../../src/sandbox/gateway/index.ts';
import type { Authorizer } from '../../../src/sandbox/services/apigateway/state.ts';
import { openSandbox, refusalOf } from '../support.ts';
import { ACCOUNT, START, worldOf } from './support.ts';

const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:authz`;
const POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 'execute-api:Invoke', Resource: '*' }],
};
const says =
  (payload: object): InvokeFunction =>
  () =>
    Promise.resolve({ kind: 'answer', payload: JSON.stringify(payload), isError: false });

function world(authorizer: Partial<Authorizer>, invokeFunction: InvokeFunction) {
  const asked: Parameters<InvokeFunction>[0][] = [];
  const made = worldOf(
    {},
    {
      deps: {
        invokeFunction(call) {
          asked.push(call);
          return invokeFunction(call);
        },
        localKeys: () => KEYS,
      },
    },
  );
  made.record.authorizers['a1'] = {
    id: 'a1',
    name: 'door',
    type: 'TOKEN',
    identitySource: 'method.request.header.Authorization',
    authorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`,
    ...authorizer,
  };
  const found = { account: ACCOUNT, region: 'us-east-1', state: made.state };
  const ask = (authorization?: string) =>
    made.gateway.testInvokeAuthorizer(found, 'api1', {
      authorizerId: 'a1',
      headers: authorization === undefined ? {} : { authorization },
    });
  return { ask, asked };
}

const pair = await generateKeyPair('RS256', { extractable: true });
const KEYS = [{ ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'RS256' }];

describe('test-invoke-authorizer', () => {
  test('tells what a Lambda authorizer answers and judges nothing of it', async () => {
    const { ask, asked } = world({}, says({ principalId: 'user-1234567', policyDocument: POLICY }));
    const result = await ask('secret-token-42');
    expect(result).toMatchObject({
      clientStatus: 0,
      latency: 0,
      principalId: 'user-1234567',
      policy: JSON.stringify(POLICY),
    });
    const lines = (result?.log ?? '').trimEnd().split('\n');
    expect(
      lines.map((line) => line.replace(/^.* UTC 2026 : /, '').replace(/[0-9a-f-]{36}/, '<id>')),
    ).toEqual([
      'Execution log for request <id>',
      'Starting authorizer: a1 for request: <id>',
      'Incoming identity: *********ken-42',
      `Authorizer result body before parsing: ${JSON.stringify(POLICY)}`,
      'Using valid authorizer policy for principal: ******234567',
      'Successfully completed authorizer execution',
    ]);
    expect(JSON.parse(asked[0]?.event ?? '{}')).toEqual({
      type: 'TOKEN',
      methodArn: `arn:aws:execute-api:us-east-1:${ACCOUNT}:api1/ESTestInvoke-stage/GET/`,
      authorizationToken: 'secret-token-42',
    });
  });

  test('asks anew each time', async () => {
    const { ask, asked } = world({}, says({ principalId: 'u', policyDocument: POLICY }));
    await ask('same');
    await ask('same');
    expect(asked).toHaveLength(2);
  });

  test.each<[string, Parameters<typeof world>, string | undefined, number]>([
    ['no identity', [{}, says({})], undefined, 401],
    ['an answer that is no policy', [{}, says({ principalId: 'u' })], 'x', 500],
    [
      'a function that refuses',
      [
        {},
        () =>
          Promise.resolve({
            kind: 'answer',
            payload: '{"errorMessage":"Unauthorized"}',
            isError: true,
          }),
      ],
      'x',
      401,
    ],
    [
      'a function that may not be called',
      [{}, () => Promise.resolve({ kind: 'denied', detail: 'Nobody allows it.' })],
      'x',
      500,
    ],
  ])('%s: the status is what a client would have got', async (_, made, token, status) => {
    const result = await world(...made).ask(token);
    expect(result?.clientStatus).toBe(status);
    expect(result?.policy).toBeUndefined();
    expect(result?.log).toContain('Execution failed: ');
  });

  test("tells a token's claims", async () => {
    const token = await new SignJWT({ sub: 'ada', level: 3 })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuer('https://shop.example.com')
      .setAudience('web')
      .setExpirationTime(START / 1000 + 60)
      .sign(pair.privateKey);
    const { ask } = world(
      {
        type: 'JWT',
        jwtConfiguration: {
          defaultAlgorithms: ['RS256'],
          issuers: [{ issuer: 'https://shop.example.com', audiences: ['web'] }],
        },
      },
      says({}),
    );
    expect(await ask(`Bearer ${token}`)).toMatchObject({
      clientStatus: 0,
      claims: { sub: 'ada', level: '3', aud: 'web' },
    });
    expect((await ask('Bearer nothing'))?.clientStatus).toBe(401);
  });

  test('an API without such an authorizer', async () => {
    const opened = await openSandbox();
    const client = new APIGateway(opened.settings());
    onTestFinished(() => client.destroy());
    const { id: restApiId = '' } = await client.createRestApi({ name: 'shop' });
    const refusal = await refusalOf(
      client.testInvokeAuthorizer({ restApiId, authorizerId: 'none' }),
    );
    expect(refusal).toEqual({
      code: 'NotFoundException',
      status: 404,
      message: 'Invalid Authorizer identifier specified',
    });
  });
});
