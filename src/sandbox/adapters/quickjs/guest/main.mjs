// What the host starts in a fresh QuickJS: Node's globals, and the loop's other half. Runs inside QuickJS.
import { Buffer } from './buffer.mjs';
import { createBuiltins } from './builtins.mjs';
import { setLoad } from './bridge.mjs';
import { errorPayload, runtimeError } from './errors.mjs';
import { format } from './inspect.mjs';
import { createModules } from './modules.mjs';
import { createSdk } from './sdk.mjs';
import { atob, btoa, TextDecoder, TextEncoder } from './text.mjs';
import { createTimers } from './timers.mjs';
import { URL, URLSearchParams } from './url.mjs';

const LEVELS = {
  debug: 'DEBUG',
  info: 'INFO',
  log: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  trace: 'TRACE',
};
const LAST_WITH_CALLBACKS = 22;
const CALLBACKS_ARE_GONE =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';
const NEVER_SETTLED =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes';

const { parse, stringify } = JSON;
const RealDate = Date;

/** @param host the only way out @param settingsText `{ env, handler, nodeVersion, heapMb }` */
export function boot(host, settingsText) {
  const settings = parse(settingsText);
  let requestId = '';
  let outcome;
  let late;
  let handler;

  const timers = createTimers(host.now);
  const log = (level, values) =>
    host.log(
      `${new RealDate(host.now()).toISOString()}\t${requestId || 'undefined'}\t${level}\t${format(...values).replaceAll('\n', '\r')}\n`,
    );
  const console = {};
  for (const [name, level] of Object.entries(LEVELS))
    console[name] = (...values) => log(level, values);
  console.dir = (value) => log('INFO', [value]);
  console.table = console.dir;
  console.assert = (value, ...rest) =>
    value ? undefined : log('ERROR', ['Assertion failed', ...rest]);
  console.time = console.timeEnd = console.group = console.groupEnd = () => undefined;

  const process = {
    env: settings.env,
    version: `v${settings.nodeVersion}.0.0`,
    versions: { node: `${settings.nodeVersion}.0.0` },
    platform: 'linux',
    arch: 'x64',
    argv: ['/var/lang/bin/node', '/var/runtime/index.mjs'],
    pid: 1,
    cwd: () => '/var/task',
    uptime: () => 0,
    memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0 }),
    hrtime: Object.assign(() => [Math.floor(host.now() / 1000), 0], {
      bigint: () => BigInt(Math.floor(host.now())) * 1_000_000n,
    }),
    nextTick: (run, ...args) => void Promise.resolve().then(() => run(...args)),
    on: () => process,
    once: () => process,
    off: () => process,
    emitWarning: (warning) => log('WARN', [warning]),
    exit: (code = 0) => {
      outcome = { kind: 'exit', text: String(Number(code) || 0) };
      throw new Error('process.exit');
    },
    stdout: { write: (text) => host.log(String(text)) },
    stderr: { write: (text) => host.log(String(text)) },
  };

  class SandboxDate extends RealDate {
    constructor(...args) {
      super(...(args.length === 0 ? [host.now()] : args));
    }
    static now() {
      return host.now();
    }
  }
  Object.defineProperty(SandboxDate, 'name', { value: 'Date' });

  const sdk = createSdk(host);
  const builtins = createBuiltins(host, timers.globals, process);
  const modules = createModules(host, builtins, sdk);
  Math.random = () => host.random();
  Object.assign(globalThis, timers.globals, {
    global: globalThis,
    Date: SandboxDate,
    console,
    process,
    Buffer,
    TextEncoder,
    TextDecoder,
    URL,
    URLSearchParams,
    atob,
    btoa,
    crypto: builtins.crypto,
    performance: { now: () => host.now(), timeOrigin: 0 },
    queueMicrotask: (run) => void Promise.resolve().then(run),
    structuredClone: (value) => parse(stringify(value)),
  });

  const done = (kind, value) => {
    outcome ??= { kind, value };
  };
  const fail = (error) => {
    if (outcome !== undefined || error?.message === 'interrupted') return;
    log('ERROR', ['Invoke Error', stringify(errorPayload(error))]);
    done('error', error);
  };

  async function importHandler(name) {
    const file = modules.handlerFile(name);
    return modules.isEsModule(file) ? await import(`/var/task/${file}`) : modules.load(file);
  }

  function failedImport(error) {
    if (error instanceof SyntaxError || error?.name === 'SyntaxError')
      return runtimeError('UserCodeSyntaxError', `SyntaxError: ${syntaxMessage(error)}`);
    const isMissing =
      error?.code === 'MODULE_NOT_FOUND' ||
      /^Cannot find (package|module)/.test(String(error?.message));
    return isMissing ? runtimeError('ImportModuleError', `Error: ${error.message}`) : error;
  }

  async function findHandler() {
    const [, directory = '', name = '', path = ''] =
      /^(.*\/)?([^/.]*)\.(.+)$/.exec(settings.handler) ?? [];
    if (name === '' || settings.handler.includes('..'))
      throw runtimeError('MalformedHandlerName', 'Bad handler');
    let found;
    try {
      found = await importHandler(`${directory}${name}`);
    } catch (error) {
      throw failedImport(error);
    }
    for (const key of path.split('.')) found = found?.[key];
    if (found === undefined || found === null)
      throw runtimeError('HandlerNotFound', `${settings.handler} is undefined or not exported`);
    if (typeof found !== 'function')
      throw runtimeError('HandlerNotFound', `${settings.handler} is not a function`);
    if (found.length >= 3 && settings.nodeVersion > LAST_WITH_CALLBACKS)
      throw runtimeError('CallbackHandlerDeprecated', CALLBACKS_ARE_GONE);
    return found;
  }

  function settleLater(error, value, context) {
    const settled = error === undefined || error === null ? ['value', value] : ['error', error];
    if (context.callbackWaitsForEmptyEventLoop) late ??= settled;
    else if (settled[0] === 'error') fail(error);
    else done('value', value);
  }

  function run(event, context) {
    const callback = (error, value) => settleLater(error, value, context);
    context.done = callback;
    context.fail = (error) => callback(error ?? 'handled');
    context.succeed = (value) => callback(null, value);
    const result = handler(event, context, callback);
    if (typeof result?.then === 'function') result.then((value) => done('value', value), fail);
    else if (settings.nodeVersion > LAST_WITH_CALLBACKS) done('value', result);
  }

  function textOf() {
    if (outcome.kind !== 'error') {
      try {
        return stringify(outcome.value ?? null) ?? 'null';
      } catch {
        outcome = {
          kind: 'error',
          value: runtimeError('JSONStringifyError', 'Unable to stringify response body'),
        };
      }
    }
    return stringify(errorPayload(outcome.value));
  }

  const exportsOf = (name) => modules.exportsOf(name);
  setLoad(exportsOf);

  return {
    isEsModule: (file) => Number(modules.isEsModule(file)),
    /** JSON list of what a module that is none of ES's exports; an empty text where there is no such module. */
    namesOf(name) {
      const all = exportsOf(name);
      if (all === undefined) return '';
      const names = Object.keys(Object(all)).filter(
        (one) => /^[A-Za-z_$][\w$]*$/.test(one) && one !== 'default',
      );
      return stringify(names);
    },
    load() {
      findHandler().then(
        (found) => {
          handler = found;
        },
        (error) => {
          log('ERROR', ['Uncaught Exception', stringify(errorPayload(error))]);
          done('error', error);
        },
      );
    },
    isLoaded: () => Number(handler !== undefined),
    invoke(eventText, contextText) {
      outcome = undefined;
      late = undefined;
      try {
        const { deadline, ...rest } = parse(contextText);
        requestId = rest.awsRequestId;
        const getRemainingTimeInMillis = () => Math.max(0, deadline - host.now());
        run(parse(eventText), {
          callbackWaitsForEmptyEventLoop: true,
          ...rest,
          getRemainingTimeInMillis,
        });
      } catch (error) {
        if (outcome === undefined) fail(error);
      }
    },
    setRequest: (id) => {
      requestId = id;
      outcome = undefined;
    },
    settle: sdk.settle,
    nextTimer: () => timers.next() ?? -1,
    fire() {
      try {
        timers.fire();
      } catch (error) {
        fail(error);
      }
    },
    /** Nothing is left to run: what a callback said counts now; a promise that is still open never settles. */
    drained() {
      if (outcome !== undefined) return;
      if (late) {
        if (late[0] === 'error') fail(late[1]);
        else done('value', late[1]);
      } else if (handler === undefined || isAsync(handler)) {
        done('error', runtimeError('NodeJsExit', NEVER_SETTLED, ''));
      } else done('value', null);
    },
    kind: () => outcome?.kind ?? '',
    /** Prepares `text()`, and says how long it is: the host copies no more than it takes. */
    length() {
      const text = outcome.text ?? textOf();
      outcome.text = text;
      return text.length;
    },
    /** JSON of what the handler gave, or of the error. */
    text: () => outcome.text,
  };
}

/** The two mistakes that everybody makes, in Node's words. */
function syntaxMessage({ message }) {
  if (message === 'unsupported keyword: export') return "Unexpected token 'export'";
  return message === 'unsupported keyword: import'
    ? 'Cannot use import statement outside a module'
    : message;
}

const AsyncFunction = (async () => undefined).constructor;
const isAsync = (run) => run instanceof AsyncFunction;
