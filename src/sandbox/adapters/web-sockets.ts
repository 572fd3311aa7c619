import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { MAX_FRAME_BYTES, MAX_MESSAGE_BYTES, type Opening, type SocketSession } from '../index.ts';
import { createFrameScanner } from '../frames.ts';

/** What is served: only the way in, so that a test's fits. */
export interface SocketHandler {
  connect(request: Request): Promise<Opening>;
  sweep(): Promise<void>;
}

/** How often connections whose time is over are looked for, in ms. */
const SWEEP_MS = 1000;

/** Codes that may stand in a close frame; others are told as 1005. */
const isSendable = (code: number) =>
  (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) ||
  (code >= 3000 && code <= 4999);

async function refuse(socket: Duplex, response: Response): Promise<void> {
  const body = await response.text();
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`);
  socket.end(
    [
      `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ''}`,
      ...headers,
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

/** Messages of one connection go to the sandbox in the order in which they came. */
function attach(
  client: WebSocket,
  raw: Duplex,
  accept: (socket: {
    send(text: string): void;
    close(code: number, reason: string): void;
  }) => SocketSession,
  onFault: (error: unknown) => void,
): void {
  const session = accept({
    send: (text) => client.send(text),
    close: (code, reason) => client.close(isSendable(code) ? code : 1000, reason),
  });
  const scan = createFrameScanner(MAX_FRAME_BYTES);
  let isRefused = false;
  const settle = (work: Promise<void>) => void work.catch(onFault);
  // Before the protocol reads the same bytes: a frame that is too large must not become a message.
  raw.prependListener('data', (chunk: Buffer) => {
    if (isRefused || scan(chunk)) return;
    isRefused = true;
    settle(session.refuse('too-large'));
  });
  client.on('message', (data: RawData, isBinary: boolean) => {
    if (isRefused) return;
    if (isBinary) settle(session.refuse('binary'));
    else settle(session.receive(Buffer.isBuffer(data) ? data.toString('utf8') : ''));
  });
  // Broken frames and messages over the limit: the protocol closes the connection itself.
  client.on('error', () => undefined);
  client.on('close', (code, reason) => settle(session.closed(code, reason.toString('utf8'))));
}

/**
 * Lets WebSocket clients in on the server's port.
 * @param toRequest reads the handshake
 * @returns ends every connection
 */
export function serveWebSockets(
  server: Server,
  sandbox: SocketHandler,
  toRequest: (message: IncomingMessage) => Request,
  onFault: (error: unknown) => void,
): () => void {
  const protocols = new WeakMap<IncomingMessage, string>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (_offered, message) => protocols.get(message) ?? false,
  });
  const open = async (message: IncomingMessage, raw: Duplex, head: Buffer): Promise<void> => {
    const opening = await sandbox.connect(toRequest(message));
    if (!opening.ok) {
      await refuse(raw, opening.response);
      return;
    }
    if (opening.protocol !== undefined) protocols.set(message, opening.protocol);
    sockets.handleUpgrade(message, raw, head, (client) =>
      attach(client, raw, (socket) => opening.accept(socket), onFault),
    );
  };
  server.on('upgrade', (message, raw, head) => {
    // A client that goes away during the handshake.
    raw.on('error', () => raw.destroy());
    open(message, raw, head).catch((error: unknown) => {
      onFault(error);
      raw.destroy();
    });
  });
  const timer = setInterval(() => void sandbox.sweep().catch(onFault), SWEEP_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    for (const client of sockets.clients) client.terminate();
    sockets.close();
  };
}
