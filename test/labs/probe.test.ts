import { describe, expect, test } from 'vitest';
import { burst, probeEvidence, type ProbePort, type ProbeRequest } from '#labs';
import { createHttpProbe, PROBE_BUDGET } from '../../src/labs/adapters/http-probe.ts';
import type { SdkClients } from '../../src/labs/adapters/sdk-clients.ts';
import type { LookTarget } from '#labs/aws-sdk';
import { noTraces } from '../support/probes.ts';

const request: ProbeRequest = {
  apiId: 'a1b2',
  stage: 'prod',
  method: 'GET',
  path: '/products',
};
const aws: LookTarget = { kind: 'aws', region: 'cn-north-1' };
const sandbox: LookTarget = {
  kind: 'sandbox',
  endpoint: 'http://127.0.0.1:4566',
  region: 'us-east-1',
  accessKeyId: 'x',
};

function probeTo(target: LookTarget, { known = ['a1b2'], answer = () => new Response('ok') } = {}) {
  const sent: Request[] = [];
  const reads: string[] = [];
  const clients: SdkClients = {
    send(_service, operation) {
      reads.push(operation);
      return Promise.resolve({ value: 'the-secret-value-of-the-key' });
    },
    destroy() {},
  };
  const fetch = (each: Request) => {
    sent.push(each);
    return Promise.resolve(answer());
  };
  return {
    sent,
    reads,
    port: createHttpProbe({ target, clients, traces: noTraces, knownApis: new Set(known), fetch }),
  };
}

describe('a probe keeps to its bounds', () => {
  test('it calls the host that follows from the API, the Region and the partition', async () => {
    const { port, sent } = probeTo(aws);
    await port.send(request);
    expect(sent[0]?.url).toBe('https://a1b2.execute-api.cn-north-1.amazonaws.com.cn/prod/products');
  });

  test('in the local sandbox it calls by path', async () => {
    const { port, sent } = probeTo(sandbox);
    await port.send(request);
    expect(sent[0]?.url).toBe('http://127.0.0.1:4566/_sandbox/invoke/a1b2/prod/products');
  });

  test.each([
    ['an API that this run has not read', { apiId: 'zzzz' }],
    ['a host in place of an id', { apiId: 'a1b2.evil.example/' }],
    ['a stage that leaves the path', { stage: '../..' }],
    ['a path that names another host', { path: '//evil.example/' }],
    ['a path with a query', { path: '/products?x=@evil' }],
  ])('it refuses %s', async (_, change) => {
    const { port, sent } = probeTo(aws, { known: ['a1b2', 'a1b2.evil.example/'] });
    await expect(port.send({ ...request, ...change })).rejects.toMatchObject({
      reason: 'undecidable',
    });
    expect(sent).toEqual([]);
  });

  test('it signs as a role in the local sandbox, and shows nothing of the session', async () => {
    const { port, sent, reads } = probeTo(sandbox);
    const as = 'arn:aws:iam::123456789012:role/caller';
    await Promise.all([port.send({ ...request, as }), port.send({ ...request, as })]);
    expect(sent[0]?.headers.get('authorization')).toMatch(
      /^AWS4-HMAC-SHA256 Credential=.*\/us-east-1\/execute-api\/aws4_request/,
    );
    expect(reads).toEqual(['AssumeRole']);
    expect(probeEvidence({ ...request, as }, { status: 200, body: '', headers: {} }).call).toBe(
      'GET /prod/products of a1b2, signed as arn:aws:iam::123456789012:role/caller, without a key',
    );
  });

  test('it takes on no role elsewhere', async () => {
    const { port, sent, reads } = probeTo(aws);
    const as = 'arn:aws:iam::123456789012:role/caller';
    await expect(port.send({ ...request, as })).rejects.toMatchObject({ reason: 'undecidable' });
    expect([sent, reads]).toEqual([[], []]);
  });

  test('it follows no redirect, so a key goes nowhere else', async () => {
    const { port, sent } = probeTo(aws, {
      answer: () =>
        new Response(null, { status: 302, headers: { location: 'https://evil.example' } }),
    });
    expect(await port.send({ ...request, key: { apiKeyId: 'k1' } })).toEqual({
      status: 302,
      body: '',
      headers: { location: 'https://evil.example' },
    });
    expect(sent.map(({ redirect }) => redirect)).toEqual(['manual']);
  });

  test('it reads the value of a key once, sends it, and shows it nowhere', async () => {
    const { port, sent, reads } = probeTo(aws);
    const keyed = { ...request, key: { apiKeyId: 'k1' } };
    await port.send(keyed);
    const answer = await port.send(keyed);
    expect(sent.map(({ headers }) => headers.get('x-api-key'))).toEqual([
      'the-secret-value-of-the-key',
      'the-secret-value-of-the-key',
    ]);
    expect(reads).toEqual(['GetApiKey']);
    expect(JSON.stringify(probeEvidence(keyed, answer))).not.toContain('secret-value');
  });

  test('it stops after its budget', async () => {
    const { port, sent } = probeTo(sandbox);
    for (let count = 0; count < PROBE_BUDGET; count += 1) await port.send(request);
    await expect(port.send(request)).rejects.toThrow('This run has used up its 1000 probes.');
    expect(sent).toHaveLength(PROBE_BUDGET);
  });

  test('a connection that fails is a network fault that names the host and no key', async () => {
    const { port } = probeTo(aws, {
      answer: () => {
        throw new TypeError('fetch failed');
      },
    });
    await expect(port.send(request)).rejects.toMatchObject({
      reason: 'network',
      message: 'The API could not be called at a1b2.execute-api.cn-north-1.amazonaws.com.cn.',
    });
  });
});

describe('a burst', () => {
  const portWith = (statusOf: (count: number) => number): ProbePort => {
    let count = 0;
    return {
      send: () => Promise.resolve({ status: statusOf((count += 1)), body: '', headers: {} }),
      traces: noTraces,
      pause: () => Promise.resolve(),
      elapsedMs: () => 0,
    };
  };

  test('ends with the wave in which the status came', async () => {
    const result = await burst(
      portWith((count) => (count > 200 ? 429 : 200)),
      request,
      { status: 429, atMost: 600 },
    );
    expect(result).toEqual({
      sent: 240,
      statuses: { 200: 200, 429: 40 },
      found: { status: 429, body: '', headers: {} },
    });
  });

  test('ends with the budget when the status never comes', async () => {
    const result = await burst(
      portWith(() => 200),
      request,
      { status: 429, atMost: 90 },
    );
    expect(result).toEqual({ sent: 90, statuses: { 200: 90 } });
  });
});

describe('a probe of a custom domain name', () => {
  const domain = 'api.example.com';
  const probeOf = (target: LookTarget, host: string) => {
    const sent: Request[] = [];
    const port = createHttpProbe({
      target,
      clients: { send: () => Promise.resolve({}), destroy() {} },
      traces: noTraces,
      knownApis: new Set(['a1b2']),
      knownDomains: new Map([[domain, host]]),
      fetch(each) {
        sent.push(each);
        return Promise.resolve(new Response('ok'));
      },
    });
    return { port, sent };
  };
  const HOST = 'd-abc123.execute-api.us-east-1.amazonaws.com';

  test('goes by path in the local sandbox, and its evidence names the domain', async () => {
    const { port, sent } = probeOf(sandbox, HOST);
    const asked = { ...request, domain, path: '/v1/products' };
    const answer = await port.send(asked);
    expect(sent[0]?.url).toBe('http://127.0.0.1:4566/_sandbox/domains/api.example.com/v1/products');
    expect(probeEvidence(asked, answer).call).toBe(
      'GET https://api.example.com/v1/products, without a key',
    );
  });

  test('is refused for a name that this run has not read', async () => {
    const { port, sent } = probeOf(sandbox, HOST);
    await expect(port.send({ ...request, domain: 'evil.example' })).rejects.toMatchObject({
      reason: 'undecidable',
      message:
        'A probe may call only custom domain names that this run has read, and "evil.example" is none.',
    });
    expect(sent).toEqual([]);
  });

  test('goes on AWS to what AWS names as its target, and nowhere else', async () => {
    const { port, sent } = probeOf(aws, 'evil.example');
    await expect(port.send({ ...request, domain })).rejects.toMatchObject({
      message:
        'AWS names evil.example as the target of api.example.com, which is no address of API Gateway or CloudFront.',
    });
    expect(sent).toEqual([]);
  });
});
