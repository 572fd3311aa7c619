import { describe, expect, test } from 'vitest';
import type { Authentication } from '../../../src/sandbox/gateway/index.ts';
import type { Method } from '../../../src/sandbox/services/apigateway/state.ts';
import { ACCOUNT, method, mockIntegration, worldOf } from './support.ts';

const STRANGER = '999999999999';
const ARN = 'arn:aws:execute-api:us-east-1:********9012:api1/dev/GET/pets';
const IMPLICIT = `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${ARN} because no resource-based policy allows the execute-api:Invoke action`;
const EXPLICIT = `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${ARN} with an explicit deny in a resource-based policy`;

const statement = (over: Record<string, unknown> = {}) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
  ...over,
});

const OFFICE = { 'aws:SourceIp': '203.0.113.0/24' };

interface Options {
  readonly method?: Partial<Method>;
  readonly isPrivate?: boolean;
  readonly callerAccount?: string;
}

function api(statements: readonly Record<string, unknown>[], options: Options = {}) {
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const authenticate = (): Authentication => ({
    ok: true,
    accountId: options.callerAccount ?? ACCOUNT,
    accessKeyId: 'test',
    arn: `arn:aws:iam::${options.callerAccount ?? ACCOUNT}:user/ada`,
    userId: 'AIDA',
  });
  return worldOf(
    { '/pets': { GET: method(options.method) } },
    {
      snapshot: {
        ...(statements.length > 0 && { policy }),
        ...(options.isPrivate && { endpointConfiguration: { types: ['PRIVATE'] } }),
      },
      deps: { authenticate },
    },
  );
}

type World = ReturnType<typeof api>;

async function seen(world: World, headers: Record<string, string> = {}) {
  const response = await world.call('GET /pets', { headers });
  const body = (await response.json()) as Record<string, string>;
  return [response.status, body['Message'] ?? body['message']];
}

const from = (ip: string) => ({ 'x-sandbox-source-ip': ip });
const OK = [200, 'hello'];

const signed = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=test/20261123/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=0',
};

describe('a resource policy by itself', () => {
  test('lets in only the addresses it allows', async () => {
    const world = api([statement({ Condition: { IpAddress: OFFICE } })]);
    expect(await seen(world, from('203.0.113.0'))).toEqual(OK);
    expect(await seen(world, from('203.0.113.255'))).toEqual(OK);
    expect(await seen(world, from('203.0.114.0'))).toEqual([403, IMPLICIT]);
    expect(await seen(world)).toEqual([403, IMPLICIT]);
  });

  test('says so when a statement denies', async () => {
    const world = api([
      statement(),
      statement({ Effect: 'Deny', Condition: { NotIpAddress: OFFICE } }),
    ]);
    expect(await seen(world, from('203.0.113.7'))).toEqual(OK);
    expect(await seen(world, from('198.51.100.7'))).toEqual([403, EXPLICIT]);
  });

  test('answers with the member Message and AccessDeniedException', async () => {
    const response = await api([statement({ Effect: 'Deny' })]).call('GET /pets');
    expect(response.headers.get('x-amzn-errortype')).toBe('AccessDeniedException');
    expect(await response.json()).toEqual({ Message: EXPLICIT });
  });

  test('speaks of stages, methods and paths', async () => {
    const elsewhere = ['execute-api:/prod/*', 'execute-api:/dev/POST/pets', 'execute-api:/dev/GET'];
    expect(await seen(api([statement({ Resource: elsewhere })]))).toEqual([403, IMPLICIT]);
    const here = `arn:aws:execute-api:us-east-1:${ACCOUNT}:api1/*/GET/pe?s`;
    expect(await seen(api([statement({ Resource: here })]))).toEqual(OK);
  });

  test('that names users lets in nobody who does not sign', async () => {
    const ada = { AWS: `arn:aws:iam::${ACCOUNT}:user/ada` };
    expect(await seen(api([statement({ Principal: ada })]))).toEqual([403, IMPLICIT]);
  });

  test('the client cannot choose its address by X-Forwarded-For', async () => {
    const world = api([statement({ Condition: { IpAddress: OFFICE } })]);
    expect(await seen(world, { 'x-forwarded-for': '203.0.113.7' })).toEqual([403, IMPLICIT]);
  });

  test('the header that names the address ends at the gateway', async () => {
    const echo = mockIntegration({
      integrationResponses: {
        '200': {
          statusCode: '200',
          responseTemplates: {
            'application/json':
              '{"message":"$input.params(\'x-sandbox-source-ip\')|$context.identity.sourceIp"}',
          },
        },
      },
    });
    const world = api([], { method: { methodIntegration: echo } });
    expect(await seen(world, from('203.0.113.7'))).toEqual([200, '|203.0.113.7']);
  });

  test('an address that is none is refused with what is wanted', async () => {
    expect(await seen(api([]), from('office'))).toEqual([
      400,
      'x-sandbox-source-ip is "office". The local sandbox wants one address there, such as 203.0.113.7.',
    ]);
  });

  test('a condition key that nobody knows is an error that names it, never a pass', async () => {
    const world = api([statement({ Condition: { StringEquals: { 'aws:SourceOrgID': 'o-1' } } })]);
    expect(await seen(world)).toEqual([
      500,
      'Statement 1 of resource policy asks for aws:SourceOrgID, of which the local sandbox knows nothing here. On AWS the call may get another answer.',
    ]);
  });

  test('the trace names the statement that decided', async () => {
    const world = api([
      statement(),
      statement({ Sid: 'Office', Effect: 'Deny', Condition: { NotIpAddress: OFFICE } }),
    ]);
    await world.call('GET /pets', { headers: from('198.51.100.7') });
    const [trace] = world.gateway.traces(ACCOUNT, 1);
    expect(trace?.steps.at(-1)).toMatchObject({
      step: 'resource-policy',
      decision: 'fail',
      reason: 'Statement 2 ("Office") of resource policy denies the call.',
      values: { caller: 'anonymous', sourceIp: '198.51.100.7' },
    });
  });
});

describe('a private API', () => {
  const viaEndpoint = (endpoint: string) => ({ 'x-sandbox-source-vpce': endpoint });
  const onlyEndpoint = [
    statement(),
    statement({ Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } }),
  ];

  test('is not there from outside', async () => {
    expect(await seen(api(onlyEndpoint, { isPrivate: true }))).toEqual([403, 'Forbidden']);
  });

  test('lets in the endpoint that its policy names, and no other', async () => {
    const world = api(onlyEndpoint, { isPrivate: true });
    expect(await seen(world, viaEndpoint('vpce-1'))).toEqual(OK);
    expect(await seen(world, viaEndpoint('vpce-2'))).toEqual([403, EXPLICIT]);
  });

  test('lets in nobody without a policy', async () => {
    expect(await seen(api([], { isPrivate: true }), viaEndpoint('vpce-1'))).toEqual([
      403,
      IMPLICIT,
    ]);
  });

  test('by VPC: the header names it beside the endpoint', async () => {
    const world = api([statement({ Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } })], {
      isPrivate: true,
    });
    expect(await seen(world, viaEndpoint('vpce-1 vpc-1'))).toEqual(OK);
    expect(await seen(world, viaEndpoint('vpce-1 vpc-2'))).toEqual([403, IMPLICIT]);
    expect((await seen(world, viaEndpoint('vpce-1')))[0]).toBe(500);
  });

  test('has no source address of the internet: the private one has a key of its own', async () => {
    const inside = { ...viaEndpoint('vpce-1'), ...from('10.0.0.7') };
    const by = (key: string) =>
      api([statement({ Condition: { IpAddress: { [key]: '10.0.0.0/8' } } })], { isPrivate: true });
    expect(await seen(by('aws:SourceIp'), inside)).toEqual([403, IMPLICIT]);
    expect(await seen(by('aws:VpcSourceIp'), inside)).toEqual(OK);
  });
});

describe('a resource policy and AWS_IAM', () => {
  const iam = { method: { authorizationType: 'AWS_IAM' } };
  const away = { ...iam, callerAccount: STRANGER };
  const userOf = (account: string) => `arn:aws:iam::${account}:user/ada`;
  const refusal = (account: string, why: string) =>
    `User: ${userOf(account)} is not authorized to perform: execute-api:Invoke on resource: ${ARN} ${why}`;
  const DENY = 'with an explicit deny in a resource-based policy';
  const SILENT = 'because no resource-based policy allows the execute-api:Invoke action';
  const other = statement({ Resource: 'execute-api:/prod/*' });

  test('inside the account the caller’s own policies are enough, and a deny wins', async () => {
    expect(await seen(api([], iam), signed)).toEqual(OK);
    expect(await seen(api([other], iam), signed)).toEqual(OK);
    expect(await seen(api([statement({ Effect: 'Deny' })], iam), signed)).toEqual([
      403,
      refusal(ACCOUNT, DENY),
    ]);
  });

  test('from another account the resource policy must allow as well', async () => {
    expect(await seen(api([], away), signed)).toEqual([403, refusal(STRANGER, SILENT)]);
    expect(await seen(api([other], away), signed)).toEqual([403, refusal(STRANGER, SILENT)]);
    expect(await seen(api([statement()], away), signed)).toEqual(OK);
    const named = statement({ Principal: { AWS: userOf(STRANGER) } });
    expect(await seen(api([named], away), signed)).toEqual(OK);
    const account = statement({ Principal: { AWS: `arn:aws:iam::${STRANGER}:root` } });
    expect(await seen(api([account], away), signed)).toEqual(OK);
  });

  test('nobody is asked for a policy before the signature counts', async () => {
    expect(await seen(api([statement({ Effect: 'Deny' })], iam))).toEqual([
      403,
      'Missing Authentication Token',
    ]);
  });
});

describe('a resource policy and a Lambda authorizer', () => {
  const custom = { method: { authorizationType: 'CUSTOM', authorizerId: 'a1' } };

  test('an explicit deny ends the call before the authorizer is asked', async () => {
    expect(await seen(api([statement({ Effect: 'Deny' })], custom))).toEqual([403, EXPLICIT]);
  });

  test('a policy that is silent leaves it to the authorizer', async () => {
    const world = api([statement({ Resource: 'execute-api:/prod/*' })], custom);
    await world.call('GET /pets');
    const steps = world.gateway.traces(ACCOUNT, 1)[0]?.steps ?? [];
    expect(steps.map(({ step }) => step)).toContain('authorize');
  });
});
