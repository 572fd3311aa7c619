/** What `-w` can name of a finished transfer. */
export interface Transfer {
  readonly status: number;
  readonly url: string;
  readonly method: string;
  readonly contentType: string;
  readonly sizeDownload: number;
  readonly sizeUpload: number;
  readonly redirects: number;
  readonly seconds: number;
  readonly headers: Headers;
  readonly exitCode: number;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function variableOf(name: string, transfer: Transfer): string {
  const seconds = transfer.seconds.toFixed(6);
  const variables: Readonly<Record<string, string>> = {
    http_code: String(transfer.status).padStart(3, '0'),
    response_code: String(transfer.status).padStart(3, '0'),
    url_effective: transfer.url,
    method: transfer.method,
    content_type: transfer.contentType,
    size_download: String(transfer.sizeDownload),
    size_upload: String(transfer.sizeUpload),
    num_redirects: String(transfer.redirects),
    time_total: seconds,
    time_starttransfer: seconds,
    http_version: '1.1',
    scheme: new URL(transfer.url).protocol.slice(0, -1).toUpperCase(),
    exitcode: String(transfer.exitCode),
  };
  const header = /^header\{(.+)\}$/.exec(name)?.[1];
  if (header) return transfer.headers.get(header) ?? '';
  return variables[name] ?? '';
}

/** Fills `%{name}`, `%header{name}` and `\n` in a `-w` format; an unknown name becomes nothing. */
export const writeOut = (format: string, transfer: Transfer): string =>
  format
    .replaceAll(/\\([ntr])/g, (_, letter: string) => ESCAPES[letter] ?? '')
    .replaceAll(/%(header\{[^}]+\})/g, (_, name: string) => variableOf(name, transfer))
    .replaceAll(/%\{([^}]+)\}/g, (_, name: string) => variableOf(name, transfer))
    .replaceAll('%%', '%');
