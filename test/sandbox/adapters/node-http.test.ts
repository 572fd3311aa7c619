import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { serveSandbox } from '#sandbox/node-http';

async function serve(handle: (request: Request) => Promise<Response>) {
  const server = await serveSandbox({ handle }, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  return server;
}

const echo = async (request: Request) =>
  Response.json({ method: request.method, url: request.url, body: await request.text() });

describe('the sandbox over HTTP', () => {
  test('passes method, address and body through', async () => {
    const { url } = await serve(echo);
    const answer = await fetch(`${url}/restapis?limit=2`, {
      method: 'POST',
      body: '{"name":"shop"}',
    });
    expect(await answer.json()).toEqual({
      method: 'POST',
      url: `${url}/restapis?limit=2`,
      body: '{"name":"shop"}',
    });
  });

  test('keeps encoded slashes as the client wrote them', async () => {
    const { url } = await serve(echo);
    const answer = (await (await fetch(`${url}/tags/arn%3Aaws%2Fstages`)).json()) as {
      url: string;
    };
    expect(answer.url).toBe(`${url}/tags/arn%3Aaws%2Fstages`);
  });

  test('refuses a body over 10 MiB and lives on', async () => {
    const { url } = await serve(echo);
    const refused = await fetch(url, {
      method: 'POST',
      body: new Uint8Array(10 * 1024 * 1024 + 1),
    }).catch(() => undefined);
    if (refused) expect(refused.status).toBe(413);
    expect((await fetch(url)).status).toBe(200);
  });

  test('lives on when a client leaves in the middle of its body', async () => {
    const { url, port } = await serve(echo);
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
        socket.destroy();
      });
      socket.once('close', () => resolve());
    });
    expect((await fetch(url)).status).toBe(200);
  });

  test('answers in the shape of AWS when the handler has a fault', async () => {
    const { url } = await serve(() => Promise.reject(new Error('bug')));
    const answer = await fetch(url);
    expect(answer.status).toBe(500);
    expect(answer.headers.get('x-amzn-errortype')).toBe('InternalFailure');
  });

  test('a busy port is told in one sentence', async () => {
    const { port } = await serve(echo);
    await expect(serveSandbox({ handle: echo }, { host: '127.0.0.1', port })).rejects.toThrow(
      `Port ${port} is in use, perhaps by another Gatewise or by LocalStack. Stop that one, or choose another: SANDBOX_PORT=${port + 1} npm start`,
    );
  });
});
