import { AwsV4Signer } from 'aws4fetch';
import type { Clock } from '#core';
import { bytesOf, concatBytes, toBase64 } from './bytes.ts';
import { type CommandContext, type CommandResult, type Send, type ShellCommand, failWith, succeed } from './command.ts';
import { readBody } from './curl/body.ts';
import { CURL_OPTIONS, type CurlOptions, parseCurl } from './curl/options.ts';
import { writeOut } from './curl/write-out.ts';
import { isSandboxHost } from './hosts.ts';
import { createRequest } from './request.ts';

const MAX_REDIRECTS = 50;

export interface CurlPorts {
  readonly send: Send;
  readonly clock?: Clock | undefined;
}

/** curl's exit codes (curl.se/docs/manpage.html). */
const EXIT = { usage: 2, url: 3, resolve: 6, refused: 7, httpError: 22, read: 26, write: 23, redirects: 47 } as const;

const STATUS_TEXT: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** One exchange as it went over the wire, for `-i` and `-v`. */
interface Exchange {
  readonly request: Request;
  readonly response: Response;
  readonly body: Uint8Array;
}

interface Plan {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: Uint8Array | undefined;
}

/** Nothing but the sandbox can be reached: the sentence says which hosts it answers for. */
const unreachable = (url: URL) =>
  failWith(
    EXIT.resolve,
    `curl: (6) Could not resolve host: ${url.hostname}. This terminal reaches your local sandbox only: ` +
      'https://{api-id}.execute-api.{region}.amazonaws.com/{stage}, or http://localhost:4566.\n',
  );

function parseUrl(text: string): URL | undefined {
  try {
    const url = new URL(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
    return /^https?:$/.test(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

function methodOf({ method, headOnly, dataInUrl }: CurlOptions, body: Uint8Array | undefined): string {
  if (method) return method;
  if (headOnly) return 'HEAD';
  return body && !dataInUrl ? 'POST' : 'GET';
}

function headersOf(options: CurlOptions, hasBody: boolean): Headers {
  const headers = new Headers({ accept: '*/*', 'user-agent': options.userAgent ?? 'curl/8.0' });
  const isJson = options.data.some(({ kind }) => kind === 'json');
  if (isJson) headers.set('accept', 'application/json');
  if (hasBody) {
    headers.set('content-type', isJson ? 'application/json' : 'application/x-www-form-urlencoded');
  }
  if (options.user && !options.sigv4) {
    headers.set('authorization', `Basic ${toBase64(bytesOf(options.user))}`);
  }
  if (options.referer) headers.set('referer', options.referer);
  if (options.cookie) headers.set('cookie', options.cookie);
  const seen = new Set<string>();
  for (const line of options.headers) {
    const [, name = '', mark, value = ''] = /^([^:;]+)([:;])\s*(.*)$/.exec(line) ?? [];
    // "Name:" removes a header, "Name;" sends it empty.
    if (mark === ':' && value === '') headers.delete(name);
    else if (mark && seen.has(name.toLowerCase())) headers.append(name, value);
    else if (mark) headers.set(name, value);
    seen.add(name.toLowerCase());
  }
  return headers;
}

/** `--aws-sigv4 "aws:amz:us-east-1:execute-api" --user KEY:SECRET` */
async function sign(options: CurlOptions, plan: Plan, clock: Clock | undefined): Promise<Headers> {
  if (!options.sigv4) return plan.headers;
  const [, , region = 'us-east-1', service = 'execute-api'] = options.sigv4.split(':');
  const [accessKeyId = '', secretAccessKey = ''] = (options.user ?? '').split(':');
  const datetime = clock && new Date(clock.now()).toISOString().replaceAll(/[:-]|\.\d{3}/g, '');
  const signer = new AwsV4Signer({
    method: plan.method,
    url: plan.url.href,
    headers: plan.headers,
    body: new Uint8Array(plan.body ?? []),
    accessKeyId,
    secretAccessKey,
    region,
    service,
    ...(datetime && { datetime }),
  });
  return (await signer.sign()).headers;
}

async function exchange(plan: Plan, options: CurlOptions, context: CommandContext, ports: CurlPorts): Promise<Exchange> {
  const signal = options.maxTimeSeconds
    ? AbortSignal.any([
        ...(context.signal ? [context.signal] : []),
        AbortSignal.timeout(options.maxTimeSeconds * 1000),
      ])
    : context.signal;
  const headers = await sign(options, plan, ports.clock);
  const { method, body } = plan;
  const request = createRequest({ method, url: plan.url.href, headers, body, signal });
  const response = await ports.send(request);
  return { request, response, body: new Uint8Array(await response.arrayBuffer()) };
}

/** What a redirect asks for next; 301 to 303 turn a POST into a GET. */
function redirect(plan: Plan, { response }: Exchange): Plan | undefined {
  const location = response.headers.get('location');
  if (!location || response.status < 300 || response.status >= 400) return undefined;
  const url = new URL(location, plan.url);
  const becomesGet = response.status <= 303 && plan.method === 'POST';
  if (!becomesGet) return { ...plan, url };
  const headers = new Headers(plan.headers);
  headers.delete('content-type');
  return { url, method: 'GET', headers, body: undefined };
}

const headerLines = (headers: Headers) => [...headers].map(([name, value]) => `${name}: ${value}`);
const statusLine = ({ status }: Response) =>
  `HTTP/1.1 ${[status, STATUS_TEXT[status]].filter(Boolean).join(' ')}`;
const responseHead = ({ response }: Exchange) =>
  `${[statusLine(response), ...headerLines(response.headers)].join('\r\n')}\r\n\r\n`;

function verboseLog({ request, response }: Exchange): string {
  const { hostname, host, pathname, search } = new URL(request.url);
  const sent = [`${request.method} ${pathname}${search} HTTP/1.1`, `Host: ${host}`, ...headerLines(request.headers)];
  const received = [statusLine(response), ...headerLines(response.headers)];
  return [
    `* Connected to ${hostname} (local sandbox)`,
    ...sent.map((line) => `> ${line}`),
    '>',
    ...received.map((line) => `< ${line}`),
    '<',
    '',
  ].join('\n');
}

/** Transfers one URL, redirects included. */
async function follow(start: Plan, options: CurlOptions, context: CommandContext, ports: CurlPorts) {
  const exchanges: Exchange[] = [];
  let plan: Plan | undefined = start;
  while (plan) {
    if (!isSandboxHost(plan.url.hostname)) return { exchanges, failure: unreachable(plan.url) };
    if (exchanges.length > MAX_REDIRECTS) {
      const text = `curl: (47) Maximum (${MAX_REDIRECTS}) redirects followed\n`;
      return { exchanges, failure: failWith(EXIT.redirects, text) };
    }
    const done: Exchange = await exchange(plan, options, context, ports);
    exchanges.push(done);
    plan = options.follow ? redirect(plan, done) : undefined;
  }
  return { exchanges, failure: undefined };
}

function outputPath(options: CurlOptions, url: URL): string | undefined {
  return options.isRemoteName ? (url.pathname.split('/').at(-1) ?? undefined) : options.output;
}

async function store(path: string, content: Uint8Array, context: CommandContext): Promise<boolean> {
  if (path === '/dev/null') return true;
  try {
    await context.writeFile(path, content);
    return true;
  } catch {
    return false;
  }
}

const talks = ({ silent, showError }: CurlOptions) => !silent || showError === true;

/** Prints or stores what came back, in curl's order: headers, body, `-w`. */
async function deliver(
  exchanges: readonly Exchange[],
  plan: Plan,
  options: CurlOptions,
  context: CommandContext,
  seconds: number,
): Promise<CommandResult> {
  const last = exchanges.at(-1);
  if (!last) return succeed('');
  const { response } = last;
  const isHttpError = response.status >= 400 && (options.failOnError || options.failWithBody) === true;
  const showsHead = options.includeHeaders ?? options.headOnly;
  const heads = showsHead ? exchanges.map(responseHead) : [];
  const hidesBody = options.headOnly || (isHttpError && !options.failWithBody);
  const content = concatBytes([...heads, ...(hidesBody ? [] : [last.body])]);
  const path = outputPath(options, plan.url);
  const log = options.verbose ? exchanges.map(verboseLog).join('') : '';
  if (options.dumpHeader) {
    await store(options.dumpHeader, bytesOf(exchanges.map(responseHead).join('')), context);
  }
  if (path !== undefined && path !== '-' && !(await store(path, content, context))) {
    return failWith(EXIT.write, `curl: (23) Failure writing output to destination ${path}\n`);
  }
  const exitCode = isHttpError ? EXIT.httpError : 0;
  const written = options.writeOut
    ? writeOut(options.writeOut, {
        status: response.status,
        url: last.request.url,
        method: last.request.method,
        contentType: response.headers.get('content-type') ?? '',
        sizeDownload: last.body.length,
        sizeUpload: plan.body?.length ?? 0,
        redirects: exchanges.length - 1,
        seconds,
        headers: response.headers,
        exitCode,
      })
    : '';
  const complaint =
    isHttpError && talks(options)
      ? `curl: (22) The requested URL returned error: ${response.status}\n`
      : '';
  const printed = path === undefined || path === '-' ? [content, written] : [written];
  return { stdout: concatBytes(printed), stderr: log + complaint, exitCode };
}

async function transfer(
  plan: Plan,
  options: CurlOptions,
  context: CommandContext,
  ports: CurlPorts,
): Promise<CommandResult> {
  const started = performance.now();
  try {
    const { exchanges, failure } = await follow(plan, options, context, ports);
    if (failure) return talks(options) ? failure : { ...failure, stderr: '' };
    return await deliver(exchanges, plan, options, context, (performance.now() - started) / 1000);
  } catch (error) {
    if (context.signal?.aborted) throw error;
    const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
    const reason = isTimeout
      ? `curl: (28) Operation timed out after ${(options.maxTimeSeconds ?? 0) * 1000} milliseconds\n`
      : `curl: (7) Failed to connect to ${plan.url.host}: the local sandbox does not answer. Is it still running?\n`;
    return failWith(isTimeout ? 28 : EXIT.refused, talks(options) ? reason : '');
  }
}

const HELP = `Usage: curl [options...] <url>
Reaches your local sandbox only. Options this terminal knows:
${CURL_OPTIONS.map((name) => `  ${name}`).join('\n')}
`;

async function runCurl(args: readonly string[], context: CommandContext, ports: CurlPorts): Promise<CommandResult> {
  const options = parseCurl(args);
  if ('message' in options) return failWith(options.exitCode, options.message);
  if (options.isHelp) return succeed(HELP);
  if (options.isVersion) return succeed('curl 8.0 (this terminal; reaches the local sandbox)\n');
  if (options.urls.length === 0) {
    return failWith(EXIT.usage, "curl: (2) no URL specified\ncurl: try 'curl --help' for more information\n");
  }
  const body = await readBody(options, context);
  if ('missingFile' in body) {
    return failWith(EXIT.read, `curl: option -d: error encountered when reading a file: ${body.missingFile}\n`);
  }
  const results: CommandResult[] = [];
  for (const text of options.urls) {
    const url = parseUrl(text);
    if (!url) {
      results.push(failWith(EXIT.url, `curl: (3) URL rejected: "${text}" is not an http or https URL\n`));
      continue;
    }
    if (options.dataInUrl && body.bytes) {
      const extra = new TextDecoder().decode(body.bytes);
      url.search = url.search ? `${url.search}&${extra}` : `?${extra}`;
    }
    const sent = options.dataInUrl ? undefined : body.bytes;
    const plan: Plan = { url, method: methodOf(options, sent), headers: headersOf(options, sent !== undefined), body: sent };
    results.push(await transfer(plan, options, context, ports));
  }
  return {
    stdout: concatBytes(results.map(({ stdout }) => stdout)),
    stderr: results.map(({ stderr }) => stderr).join(''),
    exitCode: results.at(-1)?.exitCode ?? 0,
  };
}

/** The terminal's `curl`: the usual options, to the local sandbox and nowhere else. */
export const createCurlCommand =
  (ports: CurlPorts): ShellCommand =>
  (args, context) =>
    runCurl(args, context, ports);
