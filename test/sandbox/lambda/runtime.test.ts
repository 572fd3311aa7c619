import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../../src/sandbox/services/lambda/runtime.ts';
import { openRuntime, recordCalls } from './support.ts';

const valueOf = ({ outcome }: RunResult): unknown =>
  outcome.kind === 'value' ? JSON.parse(outcome.text) : outcome;
const errorOf = ({ outcome }: RunResult) => {
  if (outcome.kind !== 'error') throw new Error(`The outcome is ${outcome.kind}.`);
  const { errorType, errorMessage } = JSON.parse(outcome.text) as Record<string, string>;
  return [errorType, errorMessage];
};

describe('a handler', () => {
  test('gets its event and its context, and what it returns is the answer', async () => {
    const { runBody } = openRuntime();
    const result = await runBody(
      'return { event, id: context.awsRequestId, left: context.getRemainingTimeInMillis() }',
      { event: '{"name":"Ada"}' },
    );
    expect(valueOf(result)).toEqual({ event: { name: 'Ada' }, id: 'request-1', left: 3000 });
  });

  test('gets any JSON event whole', async () => {
    const { runBody } = openRuntime();
    await fc.assert(
      fc.asyncProperty(fc.json(), async (event) => {
        expect(valueOf(await runBody('return event', { event }))).toEqual(JSON.parse(event));
      }),
      { numRuns: 60 },
    );
  });

  test('may be an ES module that imports files, CommonJS and Node modules', async () => {
    const { run } = openRuntime();
    const result = await run({
      'index.mjs':
        'import { join } from "node:path"; import { one } from "./lib/one.mjs"; import two, { three } from "./two.cjs"; export const handler = async () => [join("a", "b"), one, two.two, three];',
      'lib/one.mjs': 'export const one = 1;',
      'two.cjs': 'exports.two = 2; exports.three = 3;',
    });
    expect(valueOf(result)).toEqual(['a/b', 1, 2, 3]);
  });

  test('may require files, JSON and packages of its archive', async () => {
    const { run } = openRuntime();
    const result = await run(
      {
        'src/app.js':
          'const { greet } = require("../lib"); const data = require("./data.json"); const pkg = require("pkg"); exports.main = async () => greet(data.name) + pkg;',
        'src/data.json': '{"name":"Ada"}',
        'lib/index.js': 'exports.greet = (name) => `Hello ${name}`;',
        'node_modules/pkg/package.json': '{"main":"./entry.js"}',
        'node_modules/pkg/entry.js': 'module.exports = "!";',
      },
      { handler: 'src/app.main' },
    );
    expect(valueOf(result)).toBe('Hello Ada!');
  });

  test('keeps what lies outside it from one invocation to the next', async () => {
    const { run } = openRuntime();
    const files = { 'index.js': 'let n = 0; exports.handler = async () => (n += 1);' };
    expect([valueOf(await run(files)), valueOf(await run(files))]).toEqual([1, 2]);
  });

  test('may answer by callback up to Node.js 22, and no more with 24', async () => {
    const { run } = openRuntime();
    const files = {
      'index.js':
        'exports.handler = (event, context, callback) => { setTimeout(() => callback(null, "late"), 10); };',
    };
    expect(valueOf(await run(files, { nodeVersion: 22 }))).toBe('late');
    expect(errorOf(await run(files, { nodeVersion: 24 }))[0]).toBe(
      'Runtime.CallbackHandlerDeprecated',
    );
  });

  test('reads its variables, and what it logs is kept', async () => {
    const { runBody } = openRuntime();
    const result = await runBody('console.log("table is %s", process.env.TABLE, { a: [1] });', {
      variables: { TABLE: 'orders' },
    });
    expect(result.log).toBe(
      '2026-11-23T12:00:00.000Z\trequest-1\tINFO\ttable is orders { a: [ 1 ] }\n',
    );
  });

  test('waits without anybody waiting: time jumps to its timers', async () => {
    const { runBody } = openRuntime();
    const result = await runBody(
      'const start = Date.now(); await new Promise((done) => setTimeout(done, 1500)); return Date.now() - start;',
    );
    expect(valueOf(result)).toBe(1500);
    expect(result.durationMs).toBeGreaterThanOrEqual(1500);
  });

  test('has Buffer, text codecs, URL and digests', async () => {
    const { runBody } = openRuntime();
    const result = await runBody(`
      const { createHash } = require('crypto');
      const url = new URL('https://example.com/a/../b?x=1&x=2');
      return [
        Buffer.from('héllo').toString('base64'), Buffer.from('aMOpbGxv', 'base64').toString(),
        new TextDecoder().decode(new TextEncoder().encode('€')), atob(btoa('plain')),
        url.pathname, url.searchParams.getAll('x'),
        createHash('sha256').update('abc').digest('hex').slice(0, 8), typeof fetch,
      ];`);
    expect(valueOf(result)).toEqual([
      'aMOpbGxv',
      'héllo',
      '€',
      'plain',
      '/b',
      ['1', '2'],
      'ba7816bf',
      'undefined',
    ]);
  });
});

describe('what goes wrong in a handler is told as AWS tells it', () => {
  test.each([
    ['throw new TypeError("boom")', ['TypeError', 'boom']],
    ['throw "boom"', ['string', 'boom']],
    [
      'const a = {}; a.a = a; return a',
      ['Runtime.JSONStringifyError', 'Unable to stringify response body'],
    ],
    ['const f = () => f() + 1; return f()', ['RangeError', 'Maximum call stack size exceeded']],
    [
      'require("left-pad")',
      ['Error', "Cannot find module 'left-pad'\nRequire stack:\n- /var/task/index.js"],
    ],
  ])('%s', async (body, error) => {
    expect(errorOf(await openRuntime().runBody(body))).toEqual(error);
  });

  test.each([
    [
      'no handler',
      { 'index.js': 'exports.main = 1' },
      ['Runtime.HandlerNotFound', 'index.handler is undefined or not exported'],
    ],
    [
      'no file',
      { 'main.js': '' },
      [
        'Runtime.ImportModuleError',
        "Error: Cannot find module 'index'\nRequire stack:\n- /var/runtime/index.mjs",
      ],
    ],
    [
      'ES syntax in CommonJS',
      { 'index.js': 'export const handler = 1' },
      ['Runtime.UserCodeSyntaxError', "SyntaxError: Unexpected token 'export'"],
    ],
    [
      'an unknown package',
      { 'index.mjs': 'import "left-pad"; export const handler = 1' },
      ['Runtime.ImportModuleError', "Error: Cannot find package 'left-pad'"],
    ],
  ])('%s', async (_, files, error) => {
    expect(errorOf(await openRuntime().run(files))).toEqual(error);
  });

  test('the trace names the file and the line', async () => {
    const { outcome } = await openRuntime().run({
      'index.js': '\nexports.handler = async () => {\n  throw new Error("here");\n};',
    });
    expect(outcome.kind === 'error' && outcome.text).toContain('/var/task/index.js:3');
  });
});

describe('a handler that means harm', () => {
  const limits = { cpuMs: 300, silenceMs: 1500 };
  test.each([
    ['loops for ever', 'for (;;);', 'timeout'],
    ['loops for ever in promises', 'for (;;) await null;', 'timeout'],
    [
      'loops inside a function that cannot be interrupted',
      'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)',
      'timeout',
    ],
    ['backtracks for ever', '/^(a+)+$/.test("a".repeat(40) + "b")', 'timeout'],
    ['sets timers for ever', 'await new Promise(() => setInterval(() => {}, 1))', 'timeout'],
    [
      'calls AWS for ever',
      'const { STSClient, GetCallerIdentityCommand } = require("@aws-sdk/client-sts"); for (;;) await new STSClient({}).send(new GetCallerIdentityCommand({}));',
      'timeout',
    ],
    ['allocates a lot at once', 'return new Uint8Array(2e9).length', 'memory'],
    ['answers hugely', 'return "x".repeat(7e6)', 'too-large'],
    ['logs hugely', 'for (let n = 0; n < 50; n += 1) console.log("x".repeat(1e5))', 'value'],
    ['ends its process', 'process.exit(3)', 'exit'],
  ])('%s, and the next one is served', async (_, body, kind) => {
    const { runBody } = openRuntime(limits);
    const result = await runBody(body, { timeoutMs: 1000 });
    expect(result.outcome.kind).toBe(kind);
    expect(result.log.length).toBeLessThanOrEqual(256 * 1024);
    expect(valueOf(await runBody('return "alive"'))).toBe('alive');
  });

  test('allocates without end, and the next one is served', async () => {
    const { runBody } = openRuntime(limits);
    const { outcome } = await runBody(
      'const all = []; for (;;) all.push(new Array(1000).fill({}));',
    );
    expect(['memory', 'timeout']).toContain(outcome.kind);
    expect(valueOf(await runBody('return "alive"'))).toBe('alive');
  });

  test('finds nothing of the machine, whatever prototypes it bends', async () => {
    const { runBody } = openRuntime();
    const result = await runBody(`
      Object.prototype.polluted = true;
      const root = (() => {}).constructor('return this')();
      return [typeof root.host, typeof root.fetch, typeof process.binding, typeof root.WebAssembly, typeof root.std];`);
    expect(valueOf(result)).toEqual(Array(5).fill('undefined'));
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('the AWS SDK inside a handler', () => {
  test('sends commands through the sandbox and gets their answers', async () => {
    const { run } = openRuntime();
    const recorded = recordCalls(() => ({ ok: true, output: { Account: '123456789012' } }));
    const result = await run(
      {
        'index.mjs': `import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
          const client = new STSClient({ region: 'eu-west-1' });
          export const handler = async () => (await client.send(new GetCallerIdentityCommand({}))).Account;`,
      },
      { call: recorded.call },
    );
    expect(valueOf(result)).toBe('123456789012');
    expect(recorded.calls).toEqual([
      {
        service: 'sts',
        operation: 'GetCallerIdentity',
        input: {},
        region: 'eu-west-1',
        endpoint: undefined,
      },
    ]);
  });

  test('throws what AWS refuses, by its name', async () => {
    const { run } = openRuntime();
    const { call } = recordCalls(() => ({
      ok: false,
      code: 'NotFoundException',
      message: 'Invalid API',
      status: 404,
    }));
    const result = await run(
      {
        'index.js': `const { APIGateway, NotFoundException } = require('@aws-sdk/client-api-gateway');
          exports.handler = async () => {
            try { await new APIGateway({}).getRestApi({ restApiId: 'x' }); }
            catch (error) { return [error instanceof NotFoundException, error.name, error.message, error.$metadata.httpStatusCode]; }
          };`,
      },
      { call },
    );
    expect(valueOf(result)).toEqual([true, 'NotFoundException', 'Invalid API', 404]);
  });

  test('keeps bytes and dates', async () => {
    const { runBody } = openRuntime();
    const recorded = recordCalls(({ input }) => ({
      ok: true,
      output: { ...input, at: new Date(5) },
    }));
    const result = await runBody(
      `const { STS } = require('@aws-sdk/client-sts');
       const answer = await new STS({}).getCallerIdentity({ data: Buffer.from('hi') });
       return [Buffer.from(answer.data).toString(), answer.at.getTime()];`,
      { call: recorded.call },
    );
    expect(valueOf(result)).toEqual(['hi', 5]);
    expect(recorded.calls[0]?.input['data']).toEqual(new Uint8Array([104, 105]));
  });
});
