/** What a `curl` command line asks for. */
export interface CurlOptions {
  urls: string[];
  method?: string;
  headers: string[];
  /** Pieces of the body, in order; a leading `@` of `-d` is still to be read as a file. */
  data: { text: string; kind: 'data' | 'raw' | 'binary' | 'urlencode' | 'json' }[];
  output?: string;
  isRemoteName?: true;
  writeOut?: string;
  user?: string;
  userAgent?: string;
  referer?: string;
  cookie?: string;
  maxTimeSeconds?: number;
  includeHeaders?: true;
  headOnly?: true;
  silent?: true;
  showError?: true;
  failOnError?: true;
  failWithBody?: true;
  verbose?: true;
  follow?: true;
  dataInUrl?: true;
  isHelp?: true;
  isVersion?: true;
  sigv4?: string;
  dumpHeader?: string;
}

/** The command line cannot be read: curl's exit code and words. */
export interface CurlUsageError {
  readonly exitCode: number;
  readonly message: string;
}

type Take = (options: CurlOptions, value: string) => void;
type Turn = (options: CurlOptions) => void;

const data =
  (kind: CurlOptions['data'][number]['kind']): Take =>
  (options, text) =>
    void options.data.push({ text, kind });
const ignoreValue: Take = () => undefined;
const ignore: Turn = () => undefined;

const VALUED: Readonly<Record<string, Take>> = {
  '--request': (options, value) => void (options.method = value),
  '--header': (options, value) => void options.headers.push(value),
  '--data': data('data'),
  '--data-ascii': data('data'),
  '--data-raw': data('raw'),
  '--data-binary': data('binary'),
  '--data-urlencode': data('urlencode'),
  '--json': data('json'),
  '--url': (options, value) => void options.urls.push(value),
  '--output': (options, value) => void (options.output = value),
  '--write-out': (options, value) => void (options.writeOut = value),
  '--user': (options, value) => void (options.user = value),
  '--user-agent': (options, value) => void (options.userAgent = value),
  '--referer': (options, value) => void (options.referer = value),
  '--cookie': (options, value) => void (options.cookie = value),
  '--max-time': (options, value) => void (options.maxTimeSeconds = Number(value)),
  '--aws-sigv4': (options, value) => void (options.sigv4 = value),
  '--dump-header': (options, value) => void (options.dumpHeader = value),
  '--connect-timeout': ignoreValue,
  '--retry': ignoreValue,
  '--retry-delay': ignoreValue,
  '--max-redirs': ignoreValue,
  '--cacert': ignoreValue,
  '--resolve': ignoreValue,
  '--connect-to': ignoreValue,
};

const FLAGS: Readonly<Record<string, Turn>> = {
  '--include': (options) => void (options.includeHeaders = true),
  '--show-headers': (options) => void (options.includeHeaders = true),
  '--head': (options) => void (options.headOnly = true),
  '--silent': (options) => void (options.silent = true),
  '--show-error': (options) => void (options.showError = true),
  '--fail': (options) => void (options.failOnError = true),
  '--fail-with-body': (options) => void (options.failWithBody = true),
  '--verbose': (options) => void (options.verbose = true),
  '--location': (options) => void (options.follow = true),
  '--get': (options) => void (options.dataInUrl = true),
  '--remote-name': (options) => void (options.isRemoteName = true),
  '--help': (options) => void (options.isHelp = true),
  '--version': (options) => void (options.isVersion = true),
  '--insecure': ignore,
  '--compressed': ignore,
  '--no-buffer': ignore,
  '--globoff': ignore,
  '--path-as-is': ignore,
  '--http1.1': ignore,
  '--http2': ignore,
  '--ipv4': ignore,
  '--no-progress-meter': ignore,
  '--progress-bar': ignore,
  '--retry-connrefused': ignore,
};

const SHORT: Readonly<Record<string, string>> = {
  X: '--request',
  H: '--header',
  d: '--data',
  o: '--output',
  w: '--write-out',
  u: '--user',
  A: '--user-agent',
  e: '--referer',
  b: '--cookie',
  m: '--max-time',
  D: '--dump-header',
  i: '--include',
  I: '--head',
  s: '--silent',
  S: '--show-error',
  f: '--fail',
  v: '--verbose',
  L: '--location',
  G: '--get',
  O: '--remote-name',
  k: '--insecure',
  N: '--no-buffer',
  g: '--globoff',
  '4': '--ipv4',
  '#': '--progress-bar',
  h: '--help',
  V: '--version',
};

export const CURL_OPTIONS: readonly string[] = [
  ...Object.keys(VALUED),
  ...Object.keys(FLAGS),
].sort();

const seeHelp = "curl: try 'curl --help' for more information";
const unknown = (name: string): CurlUsageError => ({
  exitCode: 2,
  message: `curl: option ${name}: is unknown\n${seeHelp}\n`,
});
const missing = (name: string): CurlUsageError => ({
  exitCode: 2,
  message: `curl: option ${name}: requires parameter\n${seeHelp}\n`,
});

/** Reads curl's options, short ones bundled (`-sSf`) or with their value attached (`-XPOST`) too. */
export function parseCurl(args: readonly string[]): CurlOptions | CurlUsageError {
  const options: CurlOptions = { urls: [], headers: [], data: [] };
  const queue = [...args];
  /** @returns what is wrong, if anything */
  const apply = (name: string, shown: string, attached?: string): CurlUsageError | undefined => {
    const take = VALUED[name];
    if (!take) {
      const turn = FLAGS[name];
      turn?.(options);
      return turn ? undefined : unknown(shown);
    }
    const value = attached ?? queue.shift();
    if (value === undefined) return missing(shown);
    take(options, value);
    return undefined;
  };
  const applyShort = (word: string): CurlUsageError | undefined => {
    for (let index = 1; index < word.length; index += 1) {
      const name = SHORT[word[index] ?? ''];
      if (!name) return unknown(`-${word[index]}`);
      const rest = word.slice(index + 1);
      const takesRest = name in VALUED && rest !== '';
      const problem = apply(name, `-${word[index]}`, takesRest ? rest : undefined);
      if (problem || takesRest) return problem;
    }
    return undefined;
  };
  while (queue.length > 0) {
    const word = queue.shift() ?? '';
    if (!word.startsWith('-') || word === '-') options.urls.push(word);
    else {
      const problem = word.startsWith('--') ? apply(word, word) : applyShort(word);
      if (problem) return problem;
    }
  }
  return options;
}
