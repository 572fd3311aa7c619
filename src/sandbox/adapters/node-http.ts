import { createHmac, createSecretKey, generateKeyPair, hash, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { AppError } from '#core';
import type { RsaJwk, SandboxCrypto } from '../ports.ts';
import { serveWebSockets, type SocketHandler } from './web-sockets.ts';

/** Keys as Node wants them: making one costs as much as the rest of a signature check. */
const keyObjects = new WeakMap<Uint8Array, KeyObject>();

function keyObject(key: Uint8Array): KeyObject {
  const known = keyObjects.get(key);
  if (known) return known;
  const made = createSecretKey(key);
  keyObjects.set(key, made);
  return made;
}

/** `SandboxCrypto` by Node's own crypto. Keys that are bytes must not change. */
export const nodeCrypto: SandboxCrypto = {
  sha256Hex: (data) => hash('sha256', data, 'hex'),
  md5Hex: (data) => hash('md5', data, 'hex'),
  hmacSha256: (key, data) =>
    createHmac('sha256', typeof key === 'string' ? key : keyObject(key))
      .update(data)
      .digest(),
  async rsaKey() {
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    // Node writes a private RSA key with all of its members.
    return privateKey.export({ format: 'jwk' }) as RsaJwk;
  },
};

/** What is served: only the way in, so that any sandbox (or a test's) fits. */
interface Handler extends Partial<SocketHandler> {
  handle(request: Request): Promise<Response>;
}

/** Bodies above this are refused before they are read whole, in bytes: the payload limit of API Gateway. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** @returns the body, or undefined when it is over the limit. Rejects when the client goes away in the middle. */
async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toRequest(message: IncomingMessage, body: Buffer): Request {
  const headers = new Headers();
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    headers.append(message.rawHeaders[index] ?? '', message.rawHeaders[index + 1] ?? '');
  }
  const method = message.method ?? 'GET';
  const hasBody = body.length > 0 && method !== 'GET' && method !== 'HEAD';
  return new Request(`http://${message.headers.host ?? 'localhost'}${message.url ?? '/'}`, {
    method,
    headers,
    ...(hasBody ? { body: new Uint8Array(body) } : {}),
  });
}

async function writeResponse(response: Response, target: ServerResponse): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  const headers: Record<string, string | string[]> = Object.fromEntries(response.headers);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  target.writeHead(response.status, { ...headers, 'content-length': String(body.length) });
  target.end(body);
}

function refuse(target: ServerResponse, status: number, type: string, message: string): void {
  if (target.headersSent || target.destroyed) return;
  target.writeHead(status, {
    'content-type': 'application/json',
    'x-amzn-errortype': type,
    connection: 'close',
  });
  target.end(JSON.stringify({ message }));
}

async function answer(
  sandbox: Handler,
  message: IncomingMessage,
  target: ServerResponse,
): Promise<void> {
  const body = await readBody(message);
  if (!body) {
    refuse(target, 413, 'RequestTooLargeException', 'Request Too Long');
    return;
  }
  await writeResponse(await sandbox.handle(toRequest(message, body)), target);
}

/**
 * Serves a sandbox over HTTP.
 * @param address `port` 0 takes any free one
 * @param onFault hears of exceptions: faults of the sandbox itself
 * @throws AppError `port-busy` when something else listens there
 */
export async function serveSandbox(
  sandbox: Handler,
  address: { readonly host: string; readonly port: number },
  onFault: (error: unknown) => void = () => undefined,
): Promise<{ readonly url: string; readonly port: number; close(): Promise<void> }> {
  const server = createServer((message, target) => {
    answer(sandbox, message, target).catch((error: unknown) => {
      // A client that went away wants no answer; anything else is a fault that may not stop the sandbox.
      if (!message.destroyed) onFault(error);
      refuse(target, 500, 'InternalFailure', 'The sandbox failed on this request and goes on.');
    });
  });
  const { connect, sweep } = sandbox;
  const closeSockets =
    connect && sweep
      ? serveWebSockets(
          server,
          { connect: (request) => connect(request), sweep: () => sweep() },
          (message) => toRequest(message, Buffer.alloc(0)),
          onFault,
        )
      : () => undefined;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(listenFault(cause, address)));
    server.listen(address.port, address.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${address.host === '0.0.0.0' ? '127.0.0.1' : address.host}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        closeSockets();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listenFault(
  cause: NodeJS.ErrnoException,
  { host, port }: { host: string; port: number },
): AppError {
  return cause.code === 'EADDRINUSE'
    ? new AppError(
        'port-busy',
        `Port ${port} is in use, perhaps by another Gatewise or by LocalStack. Stop that one, or choose another: SANDBOX_PORT=${port + 1} npm start`,
        { cause },
      )
    : new AppError(
        'cannot-listen',
        `The sandbox cannot listen on ${host}:${port} (${cause.message}). Set HOST and SANDBOX_PORT to an address of this machine.`,
        { cause },
      );
}
