import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createResponse } from '#shell';
import { createBridge } from '../../src/ui/islands/terminal/bridge.ts';
import { POST } from '../../src/pages/api/sandbox.ts';

type Context = Parameters<typeof POST>[0];
type Fetch = (request: Request) => Promise<Response>;

/** Calls the endpoint as Astro would, with a sandbox that only this test knows. */
function post(body: unknown, fetch: Fetch): Promise<Response> {
  const request = new Request('http://127.0.0.1:4321/api/sandbox', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const locals = { app: { sandbox: { url: 'http://127.0.0.1:4566', fetch } } };
  // The endpoint reads nothing else of Astro's context.
  return Promise.resolve(POST({ request, locals } as unknown as Context));
}

const envelope = (url: string, extra: object = {}) => ({
  method: 'GET',
  url,
  headers: [],
  bodyBase64: '',
  ...extra,
});
const refuseAll: Fetch = () => Promise.reject(new Error('must not be asked'));

describe('the bridge passes the sandbox and nothing else', () => {
  test.each([
    'https://apigateway.us-east-1.amazonaws.com/restapis',
    'https://abc.execute-api.eu-west-1.amazonaws.com/prod',
    'http://127.0.0.1:4566/restapis',
    'http://localhost:4566/_sandbox/invoke/abc/prod',
    'http://abc.execute-api.localhost:4566/prod',
  ])('%s is asked', async (url) => {
    const asked: string[] = [];
    const response = await post(envelope(url), async (request) => {
      asked.push(request.url);
      return new Response('ok', {
        status: 403,
        headers: { 'x-amzn-errortype': 'ForbiddenException' },
      });
    });
    expect(asked).toEqual([url]);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      status: 403,
      headers: [
        ['content-type', 'text/plain;charset=UTF-8'],
        ['x-amzn-errortype', 'ForbiddenException'],
      ],
      bodyBase64: 'b2s=',
    });
  });

  test.each([
    'https://example.com/',
    'http://169.254.169.254/latest/meta-data',
    'http://amazonaws.com.evil.example/',
    'http://evil-amazonaws.com/',
    'http://127.0.0.1:22/',
    'http://localhost/',
    'http://localhost:4321/api/practice',
    'http://[::1]:4566/',
    'http://0.0.0.0:4566/',
    'http://user@192.168.1.1/',
  ])('%s is refused', async (url) => {
    const response = await post(envelope(url), refuseAll);
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({
      error: {
        code: 'host-not-allowed',
        message: `The terminal reaches the local sandbox only, not ${new URL(url).host}. Use an amazonaws.com address, a custom domain name that you created, or http://127.0.0.1:4566.`,
      },
    });
  });

  test('a custom domain name is asked, once the sandbox says that somebody has it', async () => {
    const asked: string[] = [];
    const response = await post(envelope('https://api.example.com/v1'), async (request) => {
      asked.push(`${request.url} for ${request.headers.get('host') ?? new URL(request.url).host}`);
      return new Response('ok');
    });
    expect(asked).toEqual([
      'http://127.0.0.1:4566/_sandbox/names/api.example.com for 127.0.0.1:4566',
      'https://api.example.com/v1 for api.example.com',
    ]);
    expect(response.status).toBe(200);
  });

  test.each<[string, unknown, number]>([
    ['no JSON', '{', 400],
    ['another protocol', envelope('file:///etc/passwd'), 422],
    ['a method that tunnels', envelope('https://a.amazonaws.com', { method: 'CONNECT' }), 422],
    ['a body that is not base64', envelope('https://a.amazonaws.com', { bodyBase64: '*' }), 422],
    ['an unknown member', envelope('https://a.amazonaws.com', { proxy: 'x' }), 422],
    [
      'a header with a line break',
      envelope('https://a.amazonaws.com', { headers: [['a', 'b\r\nc: d']] }),
      422,
    ],
  ])('%s is refused', async (_, body, status) => {
    expect((await post(body, refuseAll)).status).toBe(status);
  });

  test('a sandbox that is down is said so', async () => {
    const response = await post(envelope('https://apigateway.us-east-1.amazonaws.com/'), refuseAll);
    expect(response.status).toBe(502);
    expect(await response.json()).toEqual({
      error: {
        code: 'sandbox-down',
        message: 'The local sandbox does not answer. Restart with npm start.',
      },
    });
  });
});

test('a request crosses the bridge whole: method, headers that browsers forbid, bytes', async () => {
  let arrived: { method: string; headers: Headers; body: Uint8Array } | undefined;
  const server: Fetch = async (request) => {
    const body = new Uint8Array(await request.arrayBuffer());
    arrived = { method: request.method, headers: request.headers, body };
    const headers = new Headers([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ]);
    return new Response(new Uint8Array([0, 255]), { status: 201, headers });
  };
  vi.stubGlobal('fetch', (_: string, init: { body: string }) => post(init.body, server));
  onTestFinished(() => void vi.unstubAllGlobals());
  const answer = await createBridge(createResponse)(
    new Request('https://abc.execute-api.us-east-1.amazonaws.com/prod', {
      method: 'PATCH',
      headers: { origin: 'https://shop.example', 'x-api-key': 'k' },
      body: new Uint8Array([1, 0, 254]),
    }),
  );
  expect(arrived?.method).toBe('PATCH');
  expect([...(arrived?.body ?? [])]).toEqual([1, 0, 254]);
  expect([arrived?.headers.get('origin'), arrived?.headers.get('x-api-key')]).toEqual([
    'https://shop.example',
    'k',
  ]);
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([201, ['a=1', 'b=2']]);
  expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 255]);
});
