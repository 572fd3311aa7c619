import { describe, expect, test } from 'vitest';
import type { Authorizer } from '../../../src/sandbox/services/apigateway/state.ts';
import type { Authentication, GatewayDeps } from '../../../src/sandbox/gateway/index.ts';
import { ACCOUNT, method, START, worldOf } from './support.ts';

const signed = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=test/20261123/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=0',
};

function iam(authenticate?: GatewayDeps['authenticate']) {
  return worldOf(
    { '/report': { GET: method({ authorizationType: 'AWS_IAM' }) } },
    { deps: authenticate ? { authenticate } : {} },
  );
}
const caller = (accountId: string): Authentication => ({
  ok: true,
  accountId,
  accessKeyId: 'test',
  arn: `arn:aws:iam::${accountId}:user/ada`,
  userId: 'AIDA',
});

async function seen(answer: Promise<Response>) {
  const response = await answer;
  return [
    response.status,
    response.headers.get('x-amzn-errortype'),
    ((await response.json()) as { message: string }).message,
  ];
}

describe('AWS_IAM', () => {
  test('an unsigned call is 403 Missing Authentication Token', async () => {
    expect(await seen(iam().call('GET /report'))).toEqual([
      403,
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    ]);
  });

  test('a call signed by the account passes', async () => {
    expect((await iam(() => caller(ACCOUNT)).call('GET /report', { headers: signed })).status).toBe(
      200,
    );
  });

  test('a wrong signature and expired credentials are 403', async () => {
    const wrong = iam(() => ({ ok: false, problem: 'invalid-signature' })).call('GET /report', {
      headers: signed,
    });
    expect((await seen(wrong)).slice(0, 2)).toEqual([403, 'InvalidSignatureException']);
    const expired = iam(() => ({ ok: false, problem: 'expired-token' })).call('GET /report', {
      headers: signed,
    });
    expect((await seen(expired)).slice(0, 2)).toEqual([403, 'ExpiredTokenException']);
  });
});

const withAuthorizer = (authorizationType: string, authorizer: Partial<Authorizer>) =>
  worldOf(
    { '/private': { GET: method({ authorizationType, authorizerId: 'a1' }) } },
    {
      snapshot: {
        authorizers: {
          a1: {
            id: 'a1',
            name: 'authz',
            type: 'TOKEN',
            identitySource: 'method.request.header.Auth',
            ...authorizer,
          },
        },
      },
    },
  );

describe('a Lambda authorizer', () => {
  const unauthorized = [401, 'UnauthorizedException', 'Unauthorized'];

  test('is not called without its identity source: 401', async () => {
    expect(await seen(withAuthorizer('CUSTOM', {}).call('GET /private'))).toEqual(unauthorized);
    expect(
      await seen(withAuthorizer('CUSTOM', {}).call('GET /private', { headers: { auth: '' } })),
    ).toEqual(unauthorized);
  });

  test('is not called for a token of the wrong form: 401', async () => {
    const world = withAuthorizer('CUSTOM', { identityValidationExpression: 'Bearer [a-z]+' });
    expect(await seen(world.call('GET /private', { headers: { auth: 'Bearer 1' } }))).toEqual(
      unauthorized,
    );
  });

  test('of type REQUEST needs every identity source while results are cached', async () => {
    const identitySource = 'method.request.header.Auth,method.request.querystring.tenant';
    const cached = withAuthorizer('CUSTOM', { type: 'REQUEST', identitySource });
    expect(await seen(cached.call('GET /private', { headers: { auth: 'x' } }))).toEqual(
      unauthorized,
    );
    const uncached = withAuthorizer('CUSTOM', {
      type: 'REQUEST',
      identitySource,
      authorizerResultTtlInSeconds: 0,
    });
    expect((await uncached.call('GET /private', { headers: { auth: 'x' } })).status).toBe(500);
  });

  test('that would be called is an error that says what is missing, never a pass', async () => {
    expect(
      await seen(withAuthorizer('CUSTOM', {}).call('GET /private', { headers: { auth: 'x' } })),
    ).toEqual([
      500,
      'InternalServerErrorException',
      'The local sandbox does not support Lambda authorizers yet.',
    ]);
  });
});

describe('a Cognito authorizer', () => {
  const part = (value: unknown) => btoa(JSON.stringify(value)).replaceAll('=', '');
  const token = (exp: number) => `${part({ alg: 'RS256' })}.${part({ exp })}.signature`;
  const world = () =>
    withAuthorizer('COGNITO_USER_POOLS', {
      type: 'COGNITO_USER_POOLS',
      identitySource: 'method.request.header.Authorization',
    });
  const call = (authorization: string) =>
    seen(world().call('GET /private', { headers: { authorization } }));

  test('answers 401 to a missing, malformed or expired token', async () => {
    expect(await seen(world().call('GET /private'))).toEqual([
      401,
      'UnauthorizedException',
      'Unauthorized',
    ]);
    expect(await call('nonsense')).toEqual([401, 'UnauthorizedException', 'Unauthorized']);
    expect(await call(`Bearer ${token(START / 1_000 - 1)}`)).toEqual([
      401,
      'UnauthorizedException',
      'The incoming token has expired',
    ]);
  });

  test('never lets a token pass whose signature it cannot check', async () => {
    expect(await call(token(START / 1_000 + 60))).toEqual([
      500,
      'InternalServerErrorException',
      'The local sandbox does not support Cognito user pools yet.',
    ]);
  });
});

describe('what the sandbox cannot judge yet', () => {
  test('an unknown authorization type is an error, never a pass', async () => {
    expect(await seen(withAuthorizer('PASSPORT', {}).call('GET /private'))).toEqual([
      500,
      'InternalServerErrorException',
      'The local sandbox does not support authorization type PASSPORT yet.',
    ]);
  });
});
