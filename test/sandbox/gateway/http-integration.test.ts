import { describe, expect, test } from 'vitest';
import type { Integration } from '../../../src/sandbox/services/apigateway/state.ts';
import { ACCOUNT, method, mockIntegration, worldOf } from './support.ts';

type Backend = (request: Request) => Promise<Response>;

function http(integration: Partial<Integration>, backend?: Backend, stage = {}) {
  const methodIntegration = mockIntegration({
    type: 'HTTP_PROXY',
    uri: 'https://backend.example.com/quote/{symbol}',
    requestParameters: { 'integration.request.path.symbol': 'method.request.path.symbol' },
    requestTemplates: {},
    ...integration,
  });
  return worldOf(
    { '/quote/{symbol}': { ANY: method({ httpMethod: 'ANY', methodIntegration }) } },
    { deps: backend ? { fetch: backend } : {}, stage },
  );
}

/** Answers with what it was asked. */
const echo: Backend = async (request) =>
  Response.json(
    {
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    },
    { status: 201, headers: { 'x-backend': 'yes' } },
  );

describe('HTTP_PROXY', () => {
  test('passes method, query, headers and body through, and the answer back', async () => {
    const world = http({}, echo);
    const answer = await world.call('POST /quote/A%2FB?x=1&x=2', {
      body: 'raw',
      headers: { 'x-tenant': 'acme', 'content-type': 'text/plain' },
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-backend')).toBe('yes');
    expect(await answer.json()).toMatchObject({
      method: 'POST',
      url: 'https://backend.example.com/quote/A/B?x=1&x=2',
      headers: { 'x-tenant': 'acme' },
      body: 'raw',
    });
  });

  test('whose path parameter nothing is mapped to is 500, and the trace says so', async () => {
    const world = http({ requestParameters: {} }, echo);
    expect((await world.call('GET /quote/X')).status).toBe(500);
    expect(world.gateway.traces(ACCOUNT, 1)[0]?.steps.at(-1)?.reason).toBe(
      "Nothing is mapped to {symbol} of the integration's URI, and a path may hold no brace.",
    );
  });

  test('fills stage variables into the URI', async () => {
    const world = http({ uri: 'https://${stageVariables.host}/q' }, echo, {
      variables: { host: 'blue.example.com' },
    });
    expect(await (await world.call('GET /quote/X')).json()).toMatchObject({
      url: 'https://blue.example.com/q',
    });
  });

  test('uses the method the integration names', async () => {
    expect(
      await (await http({ httpMethod: 'POST' }, echo).call('GET /quote/X')).json(),
    ).toMatchObject({ method: 'POST' });
  });
});

describe('HTTP', () => {
  test('maps parameters and bodies both ways', async () => {
    const world = http(
      {
        type: 'HTTP',
        uri: 'https://backend.example.com/quote/',
        requestParameters: {
          'integration.request.querystring.s': 'method.request.path.symbol',
          'integration.request.header.X-From': "'gateway'",
          'integration.request.header.X-Sku': 'method.request.body.sku',
        },
        requestTemplates: { 'application/json': '{"wanted": $input.json(\'$.sku\')}' },
        integrationResponses: {
          '200': {
            statusCode: '200',
            responseParameters: {
              'method.response.header.X-Seen': 'integration.response.header.x-backend',
              'method.response.header.X-Method': 'integration.response.body.method',
            },
            responseTemplates: {
              'application/json':
                '{"sent": $input.json(\'$.body\'), "url": $input.json(\'$.url\')}',
            },
          },
        },
      },
      echo,
    );
    const answer = await world.call('POST /quote/ACME', {
      body: '{"sku":"a1"}',
      headers: { 'content-type': 'application/json', 'x-tenant': 'hidden' },
    });
    expect(answer.headers.get('x-seen')).toBe('yes');
    expect(answer.headers.get('x-method')).toBe('POST');
    expect(await answer.json()).toEqual({
      sent: '{"wanted": "a1"}',
      url: 'https://backend.example.com/quote/?s=ACME',
    });
  });

  test('a status of the backend selects the response', async () => {
    const world = http(
      {
        type: 'HTTP',
        integrationResponses: {
          '200': { statusCode: '200' },
          '404': { statusCode: '404', selectionPattern: '404' },
        },
      },
      () => Promise.resolve(new Response('', { status: 404 })),
    );
    expect((await world.call('GET /quote/X')).status).toBe(404);
  });
});

describe('a backend that does not answer', () => {
  test('is 504 Endpoint request timed out', async () => {
    const timeout: Backend = () =>
      Promise.reject(new DOMException('The operation timed out.', 'TimeoutError'));
    const answer = await http({}, timeout).call('GET /quote/X');
    expect([answer.status, await answer.text()]).toEqual([
      504,
      '{"message":"Endpoint request timed out"}',
    ]);
  });

  test('gets no longer than the integration allows', async () => {
    const hanging: Backend = ({ signal }) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    expect((await http({ timeoutInMillis: 50 }, hanging).call('GET /quote/X')).status).toBe(504);
  });

  test('is 504 Network error when it cannot be reached, and is not asked twice', async () => {
    let calls = 0;
    const refusing: Backend = () => {
      calls += 1;
      return Promise.reject(new TypeError('connect ECONNREFUSED'));
    };
    const world = http({}, refusing);
    const answer = await world.call('GET /quote/X');
    expect([answer.status, await answer.text(), calls]).toEqual([
      504,
      '{"message":"Network error communicating with endpoint"}',
      1,
    ]);
    expect(world.gateway.traces(ACCOUNT, 1)[0]?.steps.at(-1)?.reason).toContain(
      'connect ECONNREFUSED',
    );
  });

  test('is a clear error where the sandbox may not reach out', async () => {
    expect(await (await http({}).call('GET /quote/X')).json()).toEqual({
      message:
        'The local sandbox may not call HTTP backends here. Use a MOCK integration, or start the sandbox with outbound calls allowed.',
    });
  });

  test('is 500 when the URI is no HTTP address', async () => {
    expect((await http({ uri: 'file:///etc/passwd' }, echo).call('GET /quote/X')).status).toBe(500);
  });
});
