import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { constants } from 'node:zlib';
import compression from 'compression';
import sirv from 'sirv';
import type { App } from '#app';
import { AppError } from '#core';
import { refusal, SECURITY_HEADERS } from './guard.ts';

/** What `@astrojs/node` exports in middleware mode: its fourth argument becomes `Astro.locals`. */
type AstroHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
  locals: { app: App },
) => Promise<void>;

interface SiteOptions {
  readonly app: App;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The folder that `astro build` wrote. */
  readonly dist: string;
}

/** Of 11: a lesson is about 12 % smaller than at the library's 4, for two more milliseconds. */
const BROTLI_QUALITY = 6;

/** Requests under way may end by themselves when the site stops; streams would never. */
const GRACE_MS = 1000;

/** Static files first, with a year of caching for those whose name carries a hash; then Astro's pages. */
function createListener(handler: AstroHandler, { app, dist, host }: SiteOptions): RequestListener {
  const assets = sirv(join(dist, 'client'), {
    etag: true,
    gzip: true,
    brotli: true,
    setHeaders(response, path) {
      const isHashed = path.startsWith('/_astro/');
      response.setHeader(
        'cache-control',
        isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  const compress = compression({
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
  });
  return (request, response) => {
    for (const [name, value] of SECURITY_HEADERS) response.setHeader(name, value);
    const refused = refusal(request, host);
    if (refused) {
      response
        .writeHead(refused.status, { 'content-type': 'text/plain; charset=utf-8' })
        .end(refused.message);
      return;
    }
    const fail = (error?: unknown) => {
      if (error) console.error(error);
      if (!response.headersSent) response.writeHead(error ? 500 : 404).end();
    };
    assets(request, response, () => {
      // @types/compression speaks of Express; the function itself takes Node's own request and response.
      compress(request as never, response as never, () => {
        void handler(request, response, fail, { app }).catch(fail);
      });
    });
  };
}

/**
 * Serves the built site.
 * @throws AppError `port-busy` when something else listens there
 */
export async function serveSite(
  options: SiteOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const entry = pathToFileURL(join(options.dist, 'server/entry.mjs')).href;
  const { handler } = (await import(entry)) as { handler: AstroHandler };
  const server = createServer(createListener(handler, options));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(listenFault(cause, options)));
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = options.host === '0.0.0.0' ? 'localhost' : options.host;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
      }),
  };
}

function listenFault(cause: NodeJS.ErrnoException, { host, port }: SiteOptions): AppError {
  return cause.code === 'EADDRINUSE'
    ? new AppError(
        'port-busy',
        `Port ${port} is in use, perhaps by another Gatewise. Stop that one, or choose another: PORT=${port + 1} npm start`,
        { cause },
      )
    : new AppError(
        'cannot-listen',
        `Gatewise cannot listen on ${host}:${port} (${cause.message}). Set HOST and PORT to an address of this machine.`,
        { cause },
      );
}
