import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { describe, expect, test } from 'vitest';
import { createTerminal } from '#shell';
import type { Authorizer } from '../../../src/sandbox/services/apigateway/state.ts';
import { createTestSandbox } from '../support.ts';
import { ACCOUNT, method, mockIntegration, START, worldOf } from './support.ts';

const [rsa, ec] = await Promise.all([
  generateKeyPair('RS256', { extractable: true }),
  generateKeyPair('ES256', { extractable: true }),
]);
const SHOP = 'https://shop.example.com';
const PARTNER = 'https://partner.example.com/';
const KEYS = [
  { ...(await exportJWK(rsa.publicKey)), kid: 'rsa', alg: 'RS256' },
  { ...(await exportJWK(ec.publicKey)), kid: 'ec', alg: 'ES256' },
];

const tokenOf = (claims: JWTPayload, { kid = 'rsa', seconds = 600 } = {}) =>
  new SignJWT({ sub: 'u-1', ...claims })
    .setProtectedHeader({ alg: kid === 'rsa' ? 'RS256' : 'ES256', kid })
    .setIssuedAt(START / 1000)
    .setExpirationTime(START / 1000 + seconds)
    .sign(kid === 'rsa' ? rsa.privateKey : ec.privateKey);

function world(scopes?: string[], overrides: Partial<Authorizer['jwtConfiguration']> = {}) {
  const authorizer: Authorizer = {
    id: 'auth1',
    name: 'tokens',
    type: 'JWT',
    identitySource: 'method.request.header.Authorization',
    jwtConfiguration: {
      defaultAlgorithms: ['RS256'],
      issuers: [
        { issuer: SHOP, audiences: ['web', 'app'] },
        {
          issuer: PARTNER,
          audiences: ['orders'],
          additionalClaims: [
            { claimName: 'tier', format: 'STRING', expectedValues: ['gold'], required: true },
            { claimName: 'region', format: 'STRING', expectedValues: ['eu', 'us'] },
          ],
        },
      ],
      ...overrides,
    },
  };
  const orders = method({
    authorizationType: 'JWT',
    authorizerId: 'auth1',
    ...(scopes && { authorizationScopes: scopes }),
    methodIntegration: mockIntegration({
      integrationResponses: {
        '200': {
          statusCode: '200',
          responseTemplates: { 'application/json': '{"for":"$context.authorizer.claims.sub"}' },
        },
      },
    }),
  });
  const made = worldOf(
    { '/orders': { GET: orders } },
    {
      snapshot: { authorizers: { auth1: authorizer } },
      deps: { localKeys: (issuer) => ([SHOP, PARTNER].includes(issuer) ? KEYS : undefined) },
    },
  );
  const call = async (token?: string) => {
    const headers = token === undefined ? {} : { authorization: token };
    const answer = await made.call('GET /orders', { headers });
    return [answer.status, await answer.json()] as const;
  };
  const reason = () =>
    made.gateway.traces(ACCOUNT, 1)[0]?.steps.find(({ step }) => step === 'authorize')?.reason;
  return { call, reason };
}

const UNAUTHORIZED = [401, { message: 'Unauthorized' }];

describe('a JWT authorizer of a REST API', () => {
  test('takes a token of any of its issuers, with or without Bearer, and hands its claims over', async () => {
    const { call } = world();
    const shop = await tokenOf({ iss: SHOP, aud: 'web' });
    expect(await call(`Bearer ${shop}`)).toEqual([200, { for: 'u-1' }]);
    expect(await call(shop)).toEqual([200, { for: 'u-1' }]);
    const partner = await tokenOf({ iss: PARTNER, aud: 'orders', tier: 'gold', sub: 'p-9' });
    expect(await call(`Bearer ${partner}`)).toEqual([200, { for: 'p-9' }]);
  });

  test.each<[string, JWTPayload, string]>([
    [
      'of another issuer',
      { iss: `${SHOP}/`, aud: 'web' },
      `The token is of ${SHOP}/. Authorizer tokens trusts ${SHOP}, ${PARTNER}, to the letter.`,
    ],
    [
      'for the audience of another issuer',
      { iss: SHOP, aud: 'orders' },
      'Authorizer tokens refuses the token: the token does not have a valid audience.',
    ],
    [
      'without a required claim',
      { iss: PARTNER, aud: 'orders' },
      'Authorizer tokens refuses the token: the token has no claim tier.',
    ],
    [
      'with another value of a claim',
      { iss: PARTNER, aud: 'orders', tier: ['silver'] },
      'Authorizer tokens refuses the token: the claim tier has none of the values gold.',
    ],
    [
      'with another value of an optional claim',
      { iss: PARTNER, aud: 'orders', tier: ['silver', 'gold'], region: 'ap' },
      'Authorizer tokens refuses the token: the claim region has none of the values eu, us.',
    ],
  ])('refuses a token %s', async (_, claims, why) => {
    const { call, reason } = world();
    expect(await call(await tokenOf(claims))).toEqual(UNAUTHORIZED);
    expect(reason()).toBe(why);
  });

  test('refuses no token, no JSON Web Token, an old one, and one that was changed', async () => {
    const { call } = world();
    expect(await call()).toEqual(UNAUTHORIZED);
    expect(await call('abc')).toEqual(UNAUTHORIZED);
    expect(await call(await tokenOf({ iss: SHOP, aud: 'web' }, { seconds: -1 }))).toEqual(
      UNAUTHORIZED,
    );
    const token = await tokenOf({ iss: SHOP, aud: 'web' });
    const [head = '', , tail = ''] = token.split('.');
    const [, other = ''] = (await tokenOf({ iss: SHOP, aud: 'web', sub: 'admin' })).split('.');
    expect(await call(`${head}.${other}.${tail}`)).toEqual(UNAUTHORIZED);
  });

  test('takes the algorithms that it was told, and no others', async () => {
    const token = await tokenOf({ iss: SHOP, aud: 'web' }, { kid: 'ec' });
    const strict = world();
    expect(await strict.call(token)).toEqual(UNAUTHORIZED);
    expect(strict.reason()).toBe(
      'Authorizer tokens refuses the token: signing method ES256 is invalid.',
    );
    expect((await world(undefined, { defaultAlgorithms: ['ES256'] }).call(token))[0]).toBe(200);
  });

  test('answers 403 to a token without a scope of the method', async () => {
    const { call } = world(['orders:read', 'orders/read']);
    const withScopes = (claims: JWTPayload) => tokenOf({ iss: SHOP, aud: 'web', ...claims });
    expect(await call(await withScopes({ scope: 'orders:write' }))).toEqual([
      403,
      { message: 'Forbidden' },
    ]);
    expect((await call(await withScopes({ scope: 'email orders:read' })))[0]).toBe(200);
    expect((await call(await withScopes({ scp: ['orders/read'] })))[0]).toBe(200);
  });
});

describe('a JWT authorizer is made in the terminal', () => {
  async function open() {
    const { sandbox } = createTestSandbox();
    const terminal = createTerminal({ send: (request) => sandbox.handle(request) });
    const run = (line: string) => terminal.run(line);
    await run('aws apigateway create-rest-api --name shop');
    await run('api=$(aws apigateway get-rest-apis --query "items[0].id" --output text)');
    const create = (configuration: object) =>
      run(
        `aws apigateway create-authorizer --rest-api-id $api --name tokens --type JWT --jwt-configuration '${JSON.stringify(configuration)}'`,
      );
    return { run, create };
  }
  const issuers = [{ issuer: SHOP, audiences: ['web'] }];

  test('and methods ask for it', async () => {
    const { run, create } = await open();
    const made = JSON.parse((await create({ defaultAlgorithms: ['RS256'], issuers })).stdout) as {
      id: string;
    };
    expect(made).toMatchObject({
      type: 'JWT',
      authType: 'jwt',
      identitySource: 'method.request.header.Authorization',
      jwtConfiguration: { defaultAlgorithms: ['RS256'], issuers },
    });
    await run(
      'root=$(aws apigateway get-resources --rest-api-id $api --query "items[0].id" --output text)',
    );
    const put = (type: string) =>
      run(
        `aws apigateway put-method --rest-api-id $api --resource-id $root --http-method GET --authorization-type ${type} --authorizer-id ${made.id} --authorization-scopes orders:read`,
      );
    expect((await put('CUSTOM')).stderr).toContain('requires a valid authorizer');
    expect(JSON.parse((await put('JWT')).stdout)).toMatchObject({
      authorizationType: 'JWT',
      authorizerId: made.id,
      authorizationScopes: ['orders:read'],
    });
  });

  test.each<[string, object, string]>([
    [
      'a shared secret',
      { defaultAlgorithms: ['HS256'], issuers },
      'Invalid JWT algorithm specified: HS256.',
    ],
    [
      'an issuer without https',
      { defaultAlgorithms: ['RS256'], issuers: [{ issuer: 'http://a.b', audiences: ['x'] }] },
      'Invalid JWT issuer specified: http://a.b.',
    ],
    [
      'no audience',
      { defaultAlgorithms: ['RS256'], issuers: [{ issuer: SHOP, audiences: [] }] },
      `issuer ${SHOP} needs at least one audience`,
    ],
    ['no issuer', { defaultAlgorithms: ['RS256'], issuers: [] }, 'needs jwtConfiguration'],
  ])('not with %s', async (_, configuration, message) => {
    const { create } = await open();
    const { stderr, exitCode } = await create(configuration);
    expect(stderr).toContain(`An error occurred (BadRequestException)`);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(254);
  });
});
