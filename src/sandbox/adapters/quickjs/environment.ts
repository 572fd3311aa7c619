import { createHash, createHmac } from 'node:crypto';
import type {
  QuickJSContext,
  QuickJSHandle,
  QuickJSWASMModule,
  VmFunctionImplementation,
} from 'quickjs-emscripten-core';
import type { Random } from '#core';
import {
  MAX_PAYLOAD_BYTES,
  type RunOutcome,
  type RunRequest,
  type RunResult,
  type SdkAnswer,
} from '../../services/lambda/runtime.ts';
import { guestSources } from './guest-files.ts';
import { createResolver, TASK_ROOT } from './resolve.ts';
import { sdkModelText } from './sdk-models.ts';
import { decodeRecord, encodeValue } from './wire.ts';

export interface EnvironmentDeps {
  /** Computing time an invocation may take, in milliseconds. */
  readonly cpuMs: number;
}

/** What an invocation sees of the sandbox around it. */
export interface World {
  /** Its time at the start, in milliseconds since 1970. */
  readonly now: number;
  readonly random: Random;
}

/** One place where a function's code is loaded, and serves one invocation after the other. */
export interface Environment {
  run(request: RunRequest, world: World): Promise<RunResult>;
  /** Whether it may serve another invocation. */
  isUsable(): boolean;
}

const MEGABYTE = 1024 * 1024;
const MAX_STACK_BYTES = 256 * 1024;
const MAX_LOG_LETTERS = 256 * 1024;
/** What a call through the SDK takes of the invocation's time, so that endless calls come to an end. */
const CALL_MS = 5;

/** The guest is over a limit, or broken: nothing more may run in it. */
class Stopped extends Error {
  readonly outcome: RunOutcome;
  constructor(outcome: RunOutcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

const HASHES = new Set(['md5', 'sha1', 'sha256', 'sha384', 'sha512']);

function digest(algorithm: string, data: string, key: string | undefined): string {
  const name = algorithm.toLowerCase().replace('-', '');
  if (!HASHES.has(name)) return '';
  const hash = key === undefined ? createHash(name) : createHmac(name, Buffer.from(key, 'base64'));
  return hash.update(Buffer.from(data, 'base64')).digest('base64');
}

/** @param module a WebAssembly instance of its own: what breaks in it breaks nothing else */
export function createEnvironment(
  module: QuickJSWASMModule,
  first: RunRequest,
  { cpuMs }: EnvironmentDeps,
): Environment {
  const files = first.files();
  const texts = new Map<string, string>();
  const runtime = module.newRuntime();
  runtime.setMaxStackSize(MAX_STACK_BYTES);
  const context = runtime.newContext();

  let isBroken = false;
  let isLoaded = false;
  let ahead = 0;
  let cpuLeft = cpuMs;
  let cpuDeadline = 0;
  let wasInterrupted = false;
  let log = '';
  let current = first;
  let world: World = { now: 0, random: { next: () => 0 } };
  const calls = new Map<number, Promise<readonly [number, SdkAnswer]>>();
  const now = () => world.now + ahead;

  function readText(path: string): string | undefined {
    const known = texts.get(path);
    if (known !== undefined) return known;
    const bytes = files.get(path);
    if (!bytes) return undefined;
    const text = new TextDecoder().decode(bytes);
    texts.set(path, text);
    return text;
  }

  runtime.setInterruptHandler(() => {
    wasInterrupted ||= performance.now() > cpuDeadline;
    return wasInterrupted;
  });
  const resolve = createResolver((path) => files.has(path));
  runtime.setModuleLoader(
    (name) => {
      const guest = guestSources().get(name);
      if (guest !== undefined) return guest;
      return moduleSource(name);
    },
    (base, name) => resolve(base, name),
  );

  /** Computing time counts while the guest runs, and only then. */
  function enter<T>(work: () => T): T {
    const startedAt = performance.now();
    cpuDeadline = startedAt + Math.max(0, cpuLeft);
    try {
      return work();
    } catch (error) {
      if (error instanceof Stopped) throw error;
      // A trap of the WebAssembly instance: it cannot be used any more.
      throw new Stopped({ kind: 'exit', status: 139 });
    } finally {
      cpuLeft -= performance.now() - startedAt;
      if (wasInterrupted) isBroken = true;
    }
  }

  function stopFor(error: QuickJSHandle): Stopped {
    const dumped: unknown = context.dump(error);
    error.dispose();
    if (wasInterrupted) return new Stopped({ kind: 'timeout', isCpuLimit: true });
    const message =
      typeof dumped === 'object' && dumped !== null && 'message' in dumped
        ? String(dumped.message)
        : '';
    return new Stopped(
      message === 'out of memory' ? { kind: 'memory' } : { kind: 'exit', status: 1 },
    );
  }

  function callGuest(method: string, ...values: readonly (string | number | boolean)[]) {
    const run = context.getProp(guest, method);
    const args = values.map((value) => toHandle(context, value));
    const result = context.callFunction(run, context.undefined, ...args);
    for (const handle of [run, ...args]) handle.dispose();
    if (result.error) throw stopFor(result.error);
    return result.value;
  }

  const numberFrom = (method: string): number =>
    enter(() => callGuest(method).consume((handle) => context.getNumber(handle)));
  const textFrom = (method: string, ...values: readonly string[]): string =>
    enter(() => callGuest(method, ...values).consume((handle) => context.getString(handle)));
  const tell = (method: string, ...values: readonly (string | number | boolean)[]): void =>
    enter(() => callGuest(method, ...values).dispose());

  /** What an `import` finds: source of an ES module, or a module made of what require() gives. */
  function moduleSource(name: string): string {
    const path = name.startsWith(TASK_ROOT) ? name.slice(TASK_ROOT.length) : undefined;
    if (path !== undefined && callGuest('isEsModule', path).consume(isTrue))
      return readText(path) ?? '';
    const names = callGuest('namesOf', path ?? name).consume((handle) => context.getString(handle));
    if (names === '') throw new Error(`Cannot find package '${name.replace(/^missing:/, '')}'`);
    const found = JSON.parse(names) as readonly string[];
    return [
      `import { fromRequire } from 'gatewise:bridge.mjs';`,
      `const all = fromRequire(${JSON.stringify(path ?? name)});`,
      'export default all;',
      ...found.flatMap((key, at) => [
        `const value${at} = all[${JSON.stringify(key)}];`,
        `export { value${at} as ${key} };`,
      ]),
    ].join('\n');
  }
  const isTrue = (handle: QuickJSHandle) => context.getNumber(handle) === 1;

  function expose(
    host: QuickJSHandle,
    name: string,
    run: (...args: readonly (string | undefined)[]) => string | number | undefined,
  ): void {
    const implementation: VmFunctionImplementation<QuickJSHandle> = (...handles) => {
      const args = handles.map((handle) =>
        ['string', 'number'].includes(context.typeof(handle))
          ? String(context.dump(handle))
          : undefined,
      );
      return toHandle(context, run(...args));
    };
    context
      .newFunction(name, implementation)
      .consume((handle) => context.setProp(host, name, handle));
  }

  function createHost(): QuickJSHandle {
    const host = context.newObject();
    expose(host, 'log', (text = '') => {
      if (log.length < MAX_LOG_LETTERS) log += text.slice(0, MAX_LOG_LETTERS - log.length);
      return undefined;
    });
    expose(host, 'now', () => now());
    expose(host, 'random', () => world.random.next());
    expose(host, 'readFile', (path = '') => readText(path));
    expose(host, 'sdk', (name = '') => sdkModelText(name));
    expose(host, 'digest', (algorithm = '', data = '', key) => digest(algorithm, data, key));
    expose(host, 'call', (id, service = '', operation = '', input = '', options = '') => {
      startCall(Number(id), service, operation, input, options);
      return undefined;
    });
    const compile: VmFunctionImplementation<QuickJSHandle> = (path, source) => {
      const text = source ? context.getString(source).replace(/^#!.*/, '') : '';
      return context.evalCode(
        `(function (exports, require, module, __filename, __dirname) {${text}\n})`,
        path ? context.getString(path) : 'index.js',
        { type: 'global' },
      );
    };
    context
      .newFunction('compile', compile)
      .consume((handle) => context.setProp(host, 'compile', handle));
    return host;
  }

  function startCall(
    id: number,
    service: string,
    operation: string,
    input: string,
    optionsText: string,
  ): void {
    const options = decodeRecord(optionsText);
    const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
    const answer = current
      .call({
        service,
        operation,
        input: decodeRecord(input),
        region: text(options['region']),
        endpoint: text(options['endpoint']),
      })
      .catch((): SdkAnswer => ({
        ok: false,
        code: 'InternalFailure',
        message: 'The local sandbox failed on this call.',
        status: 500,
      }));
    calls.set(
      id,
      answer.then((value) => [id, value] as const),
    );
  }

  function boot(): QuickJSHandle {
    const settings = {
      env: first.variables,
      handler: first.handler,
      nodeVersion: first.nodeVersion,
    };
    const evaluated = context.evalCode(
      guestSources().get('gatewise:main.mjs') ?? '',
      'gatewise:main.mjs',
      { type: 'module' },
    );
    if (evaluated.error) throw stopFor(evaluated.error);
    const start = context.getProp(evaluated.value, 'boot');
    const result = context.callFunction(
      start,
      context.undefined,
      createHost(),
      context.newString(JSON.stringify(settings)),
    );
    if (result.error) throw stopFor(result.error);
    return result.value;
  }
  const guest = enter(boot);

  function runJobs(): void {
    const done = enter(() => runtime.executePendingJobs());
    if (done.error) throw stopFor(done.error);
    done.dispose();
    if (wasInterrupted) throw new Stopped({ kind: 'timeout', isCpuLimit: true });
  }

  /** Lets the guest run until `isDone`, jumping over the time in which it only waits. */
  async function drive(isDone: () => boolean, deadline: number): Promise<void> {
    for (;;) {
      runJobs();
      if (isDone()) return;
      if (calls.size > 0) {
        const [id, answer] = await Promise.race(calls.values());
        calls.delete(id);
        ahead += CALL_MS;
        if (now() > deadline) throw new Stopped({ kind: 'timeout', isCpuLimit: false });
        tell('settle', id, answer.ok, encodeValue(answer.ok ? (answer.output ?? {}) : answer));
        continue;
      }
      const next = numberFrom('nextTimer');
      if (next < 0) {
        tell('drained');
        if (isDone()) return;
        throw new Stopped({ kind: 'exit', status: 0 });
      }
      if (next > deadline) throw new Stopped({ kind: 'timeout', isCpuLimit: false });
      ahead += Math.max(0, next - now());
      tell('fire');
    }
  }

  function outcomeOf(): RunOutcome {
    const kind = textFrom('kind');
    const letters = numberFrom('length');
    if (letters > MAX_PAYLOAD_BYTES) return { kind: 'too-large', bytes: letters };
    const text = textFrom('text');
    const bytes = Buffer.byteLength(text);
    if (textFrom('kind') === 'exit' || kind === 'exit')
      return { kind: 'exit', status: Number(text) || 0 };
    if (bytes > MAX_PAYLOAD_BYTES) return { kind: 'too-large', bytes };
    if (textFrom('kind') !== 'error') return { kind: 'value', text };
    return text.startsWith('{"errorType":"InternalError","errorMessage":"out of memory"')
      ? { kind: 'memory' }
      : { kind: 'error', text };
  }

  async function invoke(request: RunRequest): Promise<RunOutcome> {
    const deadline = now() + request.timeoutMs;
    const isDone = () => textFrom('kind') !== '';
    if (!isLoaded) {
      tell('setRequest', request.context.awsRequestId);
      tell('load');
      await drive(() => numberFrom('isLoaded') === 1 || isDone(), deadline);
      isLoaded = numberFrom('isLoaded') === 1;
      if (!isLoaded) {
        isBroken = true;
        return outcomeOf();
      }
    }
    const contextText = JSON.stringify({ ...request.context, deadline });
    tell('invoke', request.event, contextText);
    await drive(isDone, deadline);
    return outcomeOf();
  }

  return {
    isUsable: () => !isBroken,
    async run(request, around) {
      const isCold = !isLoaded;
      ahead = 0;
      world = around;
      cpuLeft = Math.min(cpuMs, request.timeoutMs);
      wasInterrupted = false;
      log = '';
      current = request;
      let outcome: RunOutcome;
      try {
        outcome = await invoke(request);
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
        outcome = error.outcome;
      }
      if (!['value', 'error', 'too-large'].includes(outcome.kind)) isBroken = true;
      const computed = Math.min(cpuMs, request.timeoutMs) - cpuLeft;
      return {
        outcome,
        log,
        durationMs: outcome.kind === 'timeout' ? request.timeoutMs : ahead + computed,
        initMs: isCold ? computed : undefined,
        memoryUsedMb: Math.ceil(module.getWasmMemory().buffer.byteLength / MEGABYTE),
      };
    },
  };
}

function toHandle(
  context: QuickJSContext,
  value: string | number | boolean | undefined,
): QuickJSHandle {
  if (typeof value === 'string') return context.newString(value);
  if (typeof value === 'number') return context.newNumber(value);
  if (typeof value === 'boolean') return value ? context.true : context.false;
  return context.undefined;
}
