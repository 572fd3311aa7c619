import type { Clock } from '#core';
import { concatBytes } from './bytes.ts';
import {
  type CommandContext,
  type CommandResult,
  type Send,
  type ShellCommand,
  failWith,
  succeed,
} from './command.ts';
import { readBody } from './curl/body.ts';
import { type Exchange, deliver, talks } from './curl/deliver.ts';
import { EXIT } from './curl/exit.ts';
import { CURL_OPTIONS, type CurlOptions, parseCurl } from './curl/options.ts';
import { type Plan, headersOf, methodOf, sign } from './curl/plan.ts';
import { isSandboxHost } from './hosts.ts';
import { createRequest } from './request.ts';

const MAX_REDIRECTS = 50;

export interface CurlPorts {
  readonly send: Send;
  readonly clock?: Clock | undefined;
}

/** Nothing but the sandbox can be reached: the sentence says which hosts it answers for. */
const unreachable = (url: URL) =>
  failWith(
    EXIT.resolve,
    `curl: (6) Could not resolve host: ${url.hostname}. This terminal reaches your local sandbox only: ` +
      'https://{api-id}.execute-api.{region}.amazonaws.com/{stage}, your custom domain names, or http://localhost:4566.\n',
  );

function parseUrl(text: string): URL | undefined {
  try {
    const url = new URL(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
    return /^https?:$/.test(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

async function exchange(
  plan: Plan,
  options: CurlOptions,
  context: CommandContext,
  ports: CurlPorts,
): Promise<Exchange> {
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

/** Names that the sandbox knows: AWS's and this machine's by their form, custom domain names by asking. */
async function resolves({ hostname }: URL, { send }: CurlPorts): Promise<boolean> {
  if (isSandboxHost(hostname)) return true;
  const question = `https://apigateway.us-east-1.amazonaws.com/_sandbox/names/${hostname}`;
  return (await send(new Request(question))).ok;
}

/** Transfers one URL, redirects included. */
async function follow(
  start: Plan,
  options: CurlOptions,
  context: CommandContext,
  ports: CurlPorts,
) {
  const exchanges: Exchange[] = [];
  let plan: Plan | undefined = start;
  while (plan) {
    if (!(await resolves(plan.url, ports))) return { exchanges, failure: unreachable(plan.url) };
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

async function runCurl(
  args: readonly string[],
  context: CommandContext,
  ports: CurlPorts,
): Promise<CommandResult> {
  const options = parseCurl(args);
  if ('message' in options) return failWith(options.exitCode, options.message);
  if (options.isHelp) return succeed(HELP);
  if (options.isVersion) return succeed('curl 8.0 (this terminal; reaches the local sandbox)\n');
  if (options.urls.length === 0) {
    return failWith(
      EXIT.usage,
      "curl: (2) no URL specified\ncurl: try 'curl --help' for more information\n",
    );
  }
  const body = await readBody(options, context);
  if ('missingFile' in body) {
    return failWith(
      EXIT.read,
      `curl: option -d: error encountered when reading a file: ${body.missingFile}\n`,
    );
  }
  const results: CommandResult[] = [];
  for (const text of options.urls) {
    const url = parseUrl(text);
    if (!url) {
      results.push(
        failWith(EXIT.url, `curl: (3) URL rejected: "${text}" is not an http or https URL\n`),
      );
      continue;
    }
    if (options.dataInUrl && body.bytes) {
      const extra = new TextDecoder().decode(body.bytes);
      url.search = url.search ? `${url.search}&${extra}` : `?${extra}`;
    }
    const sent = options.dataInUrl ? undefined : body.bytes;
    const plan: Plan = {
      url,
      method: methodOf(options, sent),
      headers: headersOf(options, sent !== undefined),
      body: sent,
    };
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
