import { bytesOf, concatBytes } from '../bytes.ts';
import { type CommandContext, type CommandResult, failWith, succeed } from '../command.ts';
import { EXIT } from './exit.ts';
import type { CurlOptions } from './options.ts';
import type { Plan } from './plan.ts';
import { writeOut } from './write-out.ts';

/** One exchange as it went over the wire, for `-i` and `-v`. */
export interface Exchange {
  readonly request: Request;
  readonly response: Response;
  readonly body: Uint8Array;
}

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

const headerLines = (headers: Headers) => [...headers].map(([name, value]) => `${name}: ${value}`);
const statusLine = ({ status }: Response) =>
  `HTTP/1.1 ${[status, STATUS_TEXT[status]].filter(Boolean).join(' ')}`;
const responseHead = ({ response }: Exchange) =>
  `${[statusLine(response), ...headerLines(response.headers)].join('\r\n')}\r\n\r\n`;

function verboseLog({ request, response }: Exchange): string {
  const { hostname, host, pathname, search } = new URL(request.url);
  const sent = [
    `${request.method} ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    ...headerLines(request.headers),
  ];
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

export const talks = ({ silent, showError }: CurlOptions) => !silent || showError === true;

/** Prints or stores what came back, in curl's order: headers, body, `-w`. */
export async function deliver(
  exchanges: readonly Exchange[],
  plan: Plan,
  options: CurlOptions,
  context: CommandContext,
  seconds: number,
): Promise<CommandResult> {
  const last = exchanges.at(-1);
  if (!last) return succeed('');
  const { response } = last;
  const isHttpError =
    response.status >= 400 && (options.failOnError || options.failWithBody) === true;
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
