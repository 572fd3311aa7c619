import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Command } from 'commander';
import { LOCAL_LEARNER, seededRandom, type ProgressEvent } from '#core';
import {
  composeVerifier,
  LookFault,
  openLabRecorder,
  type RunEvent,
  type RunResult,
  type Verifier,
} from '#app/verify';
import { loadLab } from '#labs/load';
import { openSqliteStore } from '#progress/sqlite';
import { createSandbox } from '#sandbox';
import { nodeCrypto, serveSandbox } from '#sandbox/node-http';
import { createTerminal } from '#shell';
import { registerVerify } from '../../src/cli/commands/verify.ts';
import type { Outside } from '../../src/cli/commands/verify-run.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const ROOT = join(import.meta.dirname, '../..');
const KNOWN = await composeVerifier(ROOT).labs();
const IDENTITY = { account: '111122223333', principal: 'arn:aws:iam::111122223333:user/ada' };

interface Ran {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
  /** Passing notes about progress; an empty one wipes the last. */
  readonly shown: readonly string[];
}

async function gatewise(
  args: readonly string[],
  change: Partial<Verifier> = {},
  env: Record<string, string> = {},
  confirm?: () => Promise<boolean>,
  instead: Partial<Outside> = {},
): Promise<Ran> {
  let [out, err] = ['', ''];
  const shown: string[] = [];
  let code: number | undefined;
  const io = {
    stdout: (text: string) => void (out += text),
    stderr: (text: string) => void (err += text),
    cwd: temporaryDirectory(),
    root: ROOT,
    env,
    isTerminal: false,
  };
  const program = new Command('gatewise').exitOverride();
  const verifier = { ...composeVerifier(ROOT), ...change };
  const outside = {
    verifier,
    progress: (text: string) => void shown.push(text),
    patience: { clock: { now: () => 0 }, wait: () => Promise.resolve() },
    openRecorder: () => openLabRecorder({ dataDir: env['DATA_DIR'] ?? io.cwd }, 'Europe/Berlin'),
    ...(confirm && { confirm }),
    ...instead,
  };
  registerVerify(program, { io, exit: (wanted) => (code = wanted) }, () =>
    Promise.resolve(outside),
  );
  await program.parseAsync(['verify', ...args], { from: 'user' });
  return { code, out, err, shown };
}

/** A sandbox on a port of its own, after some of a lab's scripts. */
async function serveLab(id: string, scripts: readonly ('seed' | 'solution')[]) {
  const sandbox = createSandbox({
    clock: { now: () => Date.now() },
    random: seededRandom(11),
    crypto: nodeCrypto,
    settleMs: 0,
  });
  const server = await serveSandbox(sandbox, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  const lab = await loadLab(ROOT, id);
  const terminal = createTerminal({
    send: (request) => sandbox.handle(request),
    env: { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: 'us-east-1' },
  });
  for (const script of scripts) await terminal.runScript(lab[script]);
  return { url: server.url, run: (script: string) => terminal.runScript(script), lab };
}

/** A verifier on AWS that must never be asked to look. */
const onAws = (change: Partial<Verifier> = {}): Partial<Verifier> => ({
  region: () => Promise.resolve('eu-central-1'),
  identify: () => Promise.resolve(IDENTITY),
  isSandbox: () => Promise.reject(new Error('Nobody asks AWS whether it is the sandbox.')),
  ...change,
});

describe('npx gatewise verify', () => {
  test('exits 0 when everything passes, and says so line by line', async () => {
    const { url } = await serveLab('first-api', ['seed', 'solution']);
    const { code, out, err } = await gatewise(['first-api', '--endpoint-url', url]);
    expect(out.replaceAll(/\b[a-z0-9]{10}\b/g, 'ID').replace(url, 'URL')).toMatchInlineSnapshot(`
      "first-api in the local sandbox at URL (us-east-1)

      PASS      rest-api: REST API ID is named "hello".
      PASS      mock-method: GET /hello has a MOCK integration with a 200 response.
      PASS      deployed-to-dev: Stage "dev" serves GET /hello to everybody.
      PASS      answers-hello: GET /dev/hello answered 200 with {"message":"hello"}.

      4 passed, 0 failed, 0 pending, 0 blocked (4 calls)
      "
    `);
    expect([code, err]).toEqual([0, '']);
  });

  test('exits 1 when something failed, with what is wanted and the next step', async () => {
    const { url } = await serveLab('first-api', ['seed']);
    const { code, out } = await gatewise(['first-api'], {}, { AWS_ENDPOINT_URL: url });
    expect(code).toBe(1);
    expect(out).toContain(
      [
        'FAIL      rest-api',
        '          wanted  A REST API named "hello".',
        '          seen    No REST API named "hello" in us-east-1. There is no REST API at all.',
        '          next    Create it: aws apigateway create-rest-api --name hello. If you built it in another Region, name that one with --region.',
      ].join('\n'),
    );
  });

  test('takes several labs, each in its own account of the sandbox, and exits with the worst', async () => {
    const { url } = await serveLab('first-api', ['seed', 'solution']);
    const labs = ['first-api', 'canary-release', 'first-api'];
    const { code, out } = await gatewise([...labs, '--endpoint-url', url]);
    expect(code).toBe(1);
    expect(out.match(/^\S+ in the local sandbox/gm)).toEqual([
      'first-api in the local sandbox',
      'canary-release in the local sandbox',
    ]);
    expect(out).toMatch(
      /\nPASS {6}first-api: 4 passed, .*\nFAIL {6}canary-release: 0 passed, .*\n$/,
    );
  });

  test('--all judges every lab, and --json lists the results', async () => {
    const { url } = await serveLab('first-api', ['seed', 'solution']);
    const { code, out } = await gatewise(['--all', '--endpoint-url', url, '--json']);
    const { results } = JSON.parse(out) as { results: { labId: string; status: string }[] };
    expect(results.map(({ labId }) => labId)).toEqual(KNOWN);
    expect(results.filter(({ status }) => status === 'pass')).toEqual([
      expect.objectContaining({ labId: 'first-api' }),
    ]);
    expect(code).toBe(1);
  });

  test.each([
    [[], `Name the labs, or pass --all. There are: ${KNOWN.join(', ')}.\n`],
    [['first-api', '--all'], `Name the labs, or pass --all. There are: ${KNOWN.join(', ')}.\n`],
    [
      ['first-api', 'canary-release', '--api-id', 'a1b2c3'],
      '--api-id says which API of one lab is meant: name that lab alone.\n',
    ],
  ])('%j is refused with a sentence', async (args, sentence) => {
    expect(await gatewise(args)).toMatchObject({ code: 64, out: '', err: sentence });
  });

  test('--no-probes still exits 0, and names what it leaves out', async () => {
    const { url } = await serveLab('first-api', ['seed', 'solution']);
    const { code, out } = await gatewise(['first-api', '--endpoint-url', url, '--no-probes']);
    expect(code).toBe(0);
    expect(out).toContain(
      'LEFT OUT  answers-hello: Only a probe can decide it, and --no-probes was given.',
    );
  });

  test('--json prints the result and nothing else', async () => {
    const { url } = await serveLab('first-api', ['seed']);
    const { code, out } = await gatewise(['first-api', '--endpoint-url', url, '--json']);
    expect(JSON.parse(out)).toMatchObject({
      v: 1,
      labId: 'first-api',
      status: 'fail',
      verdicts: { 'rest-api': { verdict: 'fail' } },
    });
    expect(out).not.toContain('accessKeyId');
    expect(code).toBe(1);
  });

  test('--junit writes a report beside the lines', async () => {
    const { url } = await serveLab('first-api', ['seed']);
    const file = join(temporaryDirectory(), 'report.xml');
    const { code, out } = await gatewise(['first-api', '--endpoint-url', url, '--junit', file]);
    expect(readFileSync(file, 'utf8')).toContain(
      '<testsuite name="first-api" tests="4" failures="1" errors="3" skipped="0">',
    );
    expect([code, out.includes('FAIL      rest-api')]).toEqual([1, true]);
  });

  test('two APIs of the same name: both ids, exit 2; --api-id decides', async () => {
    const { url } = await serveLab('first-api', ['seed', 'solution', 'solution']);
    const { code, out } = await gatewise(['first-api', '--endpoint-url', url]);
    expect(code).toBe(2);
    expect(out).toMatch(/seen {4}2 REST APIs are named "hello": [a-z0-9]{10}, [a-z0-9]{10}\./);
    const id = /--api-id ([a-z0-9]{10})/.exec(out)?.[1] ?? '';
    expect((await gatewise(['first-api', '--endpoint-url', url, '--api-id', id])).out).toContain(
      `PASS      rest-api: REST API ${id} is named "hello".`,
    );
  });
});

describe('what was typed is checked first', () => {
  test.each([
    ['an unknown lab', ['nope'], `There is no lab "nope". There are: ${KNOWN.join(', ')}.\n`],
    [
      'two formats',
      ['first-api', '--json', '--junit', 'x.xml'],
      'Choose one of --json and --junit.\n',
    ],
    [
      'two places',
      ['first-api', '--aws', '--endpoint-url', 'http://x'],
      'Choose one of --aws and --endpoint-url: they name two places to look.\n',
    ],
    [
      'no address',
      ['first-api', '--endpoint-url', 'localhost'],
      '--endpoint-url is "localhost", and an address such as http://127.0.0.1:4566 is wanted.\n',
    ],
    [
      'no Region',
      ['first-api', '--aws', '--region', 'Frankfurt'],
      '--region is "Frankfurt", and a Region such as eu-central-1 is wanted.\n',
    ],
  ])('%s: exit 64', async (_, args, text) => {
    expect(await gatewise(args)).toMatchObject({ code: 64, out: '', err: text });
  });

  test('no Region anywhere: exit 64', async () => {
    const { code, err } = await gatewise(
      ['first-api', '--aws'],
      onAws({ region: () => Promise.resolve(undefined) }),
    );
    expect([code, err]).toEqual([
      64,
      'No Region is set. Name the one you built in, for example --region us-east-1.\n',
    ]);
  });
});

describe('what stands in the way ends with exit 2 and a sentence', () => {
  test('no sandbox is running', async () => {
    const { code, out, err } = await gatewise(
      ['first-api'],
      {},
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
    );
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe(
      'Nothing answers at http://127.0.0.1:9. Start the local sandbox with npm start, name its address with --endpoint-url, or look at AWS with --aws.\n',
    );
  });

  test('expired credentials', async () => {
    const expired = new LookFault({
      reason: 'denied',
      saw: 'The AWS credentials have expired.',
      nextStep: 'Sign in again, for example with aws sso login, then verify again.',
    });
    const { code, err } = await gatewise(
      ['first-api', '--aws'],
      onAws({ identify: () => Promise.reject(expired) }),
    );
    expect([code, err]).toEqual([
      2,
      'The AWS credentials have expired. Sign in again, for example with aws sso login, then verify again.\n',
    ]);
  });

  test('a profile that does not exist, by the real credential chain', async () => {
    const { code, err } = await gatewise([
      'first-api',
      '--profile',
      'gatewise-no-such-profile',
      '--region',
      'eu-central-1',
    ]);
    expect([code, err]).toEqual([
      2,
      'No credentials were found in a profile named "gatewise-no-such-profile". See the names with aws configure list-profiles, and choose one with --profile.\n',
    ]);
  });
});

describe('against AWS', () => {
  const look = (seen: unknown[]): Partial<Verifier> =>
    onAws({
      async *verify(labId, options) {
        seen.push(options);
        const target = { kind: 'aws', region: 'eu-central-1', identity: IDENTITY } as const;
        yield await Promise.resolve({
          type: 'finished',
          result: { labId, target, status: 'pass', verdicts: {}, leftOut: [], calls: 0 },
        } as const);
      },
    });

  test('it first says which account, principal and Region it reads', async () => {
    const { err, code } = await gatewise(['first-api', '--aws', '--no-probes'], look([]));
    expect([code, err]).toEqual([
      0,
      'Reading AWS account 111122223333 as arn:aws:iam::111122223333:user/ada in eu-central-1. Nothing is written.\n',
    ]);
  });

  test.each([
    [
      'no terminal and no --yes: no probes',
      [],
      undefined,
      'Probes on AWS need consent: answer at a terminal, or pass --yes.',
    ],
    ['--yes consents', ['--yes'], undefined, undefined],
    ['yes at the terminal consents', [], true, undefined],
    ['no at the terminal', [], false, 'You chose to send no probes.'],
    [
      '--no-probes asks nothing',
      ['--no-probes'],
      true,
      'Only a probe can decide it, and --no-probes was given.',
    ],
  ])('%s', async (_, flags, answer, noProbes) => {
    const seen: { noProbes?: string }[] = [];
    const confirm = answer === undefined ? undefined : () => Promise.resolve(answer);
    await gatewise(['first-api', '--aws', ...flags], look(seen), {}, confirm);
    expect(seen.map((options) => options.noProbes)).toEqual([noProbes]);
  });

  test.each([
    [[], true],
    [['--no-wait'], false],
  ])('%j waits for what AWS may still be passing on: %j', async (flags, isPatient) => {
    const seen: { patience?: object }[] = [];
    await gatewise(['first-api', '--aws', '--yes', ...flags], look(seen));
    expect(seen.map(({ patience }) => patience !== undefined)).toEqual([isPatient]);
  });

  test('what is waited for is said once in lines, and each time as progress', async () => {
    const waiting = { type: 'waiting', objectiveIds: ['key'], forMs: 2000 } as const;
    const target = { kind: 'aws', region: 'eu-central-1', identity: IDENTITY } as const;
    const { out, shown } = await gatewise(
      ['first-api', '--aws', '--yes'],
      onAws({
        async *verify(labId) {
          yield* await Promise.resolve([waiting, { ...waiting, forMs: 4000 }] as const);
          const result = { labId, target, status: 'pass', verdicts: {}, leftOut: [], calls: 9 };
          yield { type: 'finished', result } as RunEvent;
        },
      }),
    );
    expect(out).toBe(
      'WAITING   key: this may change by itself, and is looked at again for up to 60 s.\n\n0 passed, 0 failed, 0 pending, 0 blocked (9 calls)\n',
    );
    expect(shown.filter((text) => text !== '')).toEqual([
      'looking again in 2 s: key',
      'looking again in 4 s: key',
    ]);
  });

  test('another endpoint that is not our sandbox gets no probes', async () => {
    const seen: { noProbes?: string; target?: object }[] = [];
    await gatewise(['first-api', '--endpoint-url', 'http://127.0.0.1:5000'], {
      ...look(seen),
      isSandbox: () => Promise.resolve(false),
    });
    expect(seen).toMatchObject([
      {
        target: { kind: 'endpoint', endpoint: 'http://127.0.0.1:5000' },
        noProbes:
          "This endpoint is not Gatewise's sandbox, and how it serves deployed APIs is not known.",
      },
    ]);
  });
});

/** What a data directory's log holds. */
async function logOf(dataDir: string): Promise<ProgressEvent[]> {
  const store = openSqliteStore({ path: join(dataDir, 'progress.sqlite') });
  try {
    return await Array.fromAsync(store.read(LOCAL_LEARNER));
  } finally {
    await store.close();
  }
}

describe('--record keeps the verdicts in the progress that the site shows', () => {
  /** AWS as it answers a run: what passed, and what was left out. */
  const answering = (result: Partial<RunResult>): Partial<Verifier> =>
    onAws({
      async *verify(labId) {
        const target = { kind: 'aws', region: 'eu-central-1', identity: IDENTITY } as const;
        const whole = {
          labId,
          target,
          status: 'pass',
          verdicts: {},
          leftOut: [],
          calls: 0,
        } as const;
        yield await Promise.resolve({ type: 'finished', result: { ...whole, ...result } } as const);
      },
    });
  const passed = { verdict: 'pass', wanted: 'w', saw: 's', evidence: [] } as const;
  const leftOut = { objectiveId: 'rate', why: 'w' };

  test('of the local sandbox, while another process has the log open', async () => {
    const { url } = await serveLab('first-api', ['seed', 'solution']);
    const DATA_DIR = temporaryDirectory();
    const server = openSqliteStore({ path: join(DATA_DIR, 'progress.sqlite') });
    onTestFinished(() => server.close());
    const { code, out } = await gatewise(
      ['first-api', '--endpoint-url', url, '--record'],
      {},
      { DATA_DIR },
    );
    expect(code).toBe(0);
    expect(out).toMatch(/\nRecorded in your progress: passed in the local sandbox\.\n$/);
    expect(await Array.fromAsync(server.read(LOCAL_LEARNER))).toMatchObject([
      {
        type: 'lab-verified',
        labId: 'first-api',
        where: 'sandbox',
        source: 'cli',
        zone: 'Europe/Berlin',
        passed: true,
        verdicts: { 'rest-api': 'pass', 'answers-hello': 'pass' },
      },
    ]);
  });

  test('without it nothing is kept', async () => {
    const { url } = await serveLab('first-api', ['seed']);
    const DATA_DIR = temporaryDirectory();
    await gatewise(['first-api', '--endpoint-url', url], {}, { DATA_DIR });
    expect(await logOf(DATA_DIR)).toEqual([]);
  });

  test.each([
    ['on AWS, where all passed', [], 'passed on AWS', true],
    [
      'what only the sandbox can be asked does not stand in the way',
      [{ ...leftOut, because: 'place' }],
      'passed on AWS',
      true,
    ],
    [
      'what was left out by choice proves nothing',
      [{ ...leftOut, because: 'choice' }],
      'not passed yet on AWS',
      false,
    ],
  ] as const)('%s', async (_, left, words, isPassed) => {
    const DATA_DIR = temporaryDirectory();
    const { out } = await gatewise(
      ['first-api', '--aws', '--yes', '--record'],
      answering({ verdicts: { key: passed }, leftOut: left }),
      { DATA_DIR },
    );
    expect(out).toMatch(new RegExp(`Recorded in your progress: ${words}\\.\\n$`));
    expect(await logOf(DATA_DIR)).toMatchObject([
      { where: 'aws', passed: isPassed, verdicts: { key: 'pass' } },
    ]);
  });

  test('a run that could not look is not kept', async () => {
    const DATA_DIR = temporaryDirectory();
    const blocked = {
      verdict: 'blocked',
      reason: 'denied',
      wanted: 'w',
      saw: 's',
      nextStep: 'n',
      evidence: [],
    } as const;
    const { out } = await gatewise(
      ['first-api', '--aws', '--yes', '--record'],
      answering({ status: 'unsure', verdicts: { key: blocked } }),
      { DATA_DIR },
    );
    expect(out).toMatch(/Nothing was recorded: nothing could be judged\.\n$/);
    expect(await logOf(DATA_DIR)).toEqual([]);
  });

  test('--json stays one document, and the note goes to standard error', async () => {
    const { out, err } = await gatewise(
      ['first-api', '--aws', '--yes', '--record', '--json'],
      answering({ verdicts: { key: passed } }),
    );
    expect(JSON.parse(out)).toMatchObject({ status: 'pass' });
    expect(err).toMatch(/\nRecorded in your progress: passed on AWS\.\n$/);
  });

  test('an endpoint that is neither the sandbox nor AWS is refused before anything is read', async () => {
    const { code, out, err } = await gatewise(
      ['first-api', '--endpoint-url', 'http://127.0.0.1:5000', '--record'],
      { isSandbox: () => Promise.resolve(false) },
    );
    expect([code, out]).toEqual([64, '']);
    expect(err).toBe(
      'Your progress tells the local sandbox and AWS apart, and http://127.0.0.1:5000 is neither: what it answers proves a lab in no place. Verify without --record, or look at AWS with --aws.\n',
    );
  });

  test('data that cannot be kept ends with exit 2 and a sentence', async () => {
    const file = join(temporaryDirectory(), 'taken');
    writeFileSync(file, '');
    const DATA_DIR = join(file, 'data');
    const { code, err } = await gatewise(
      ['first-api', '--aws', '--yes', '--record'],
      answering({}),
      {
        DATA_DIR,
      },
    );
    expect(code).toBe(2);
    expect(err).toContain(`The data directory ${DATA_DIR} cannot be written to.`);
  });
});

describe('--watch verifies again when something changed', () => {
  /** What happens while it waits, one after the other; then Ctrl-C. */
  function whileWaiting(...steps: readonly (() => unknown)[]) {
    const stop = new AbortController();
    const left = [...steps];
    const patience = {
      clock: { now: () => 0 },
      async wait(_: number, signal?: AbortSignal) {
        const step = left.shift();
        if (step) await step();
        else stop.abort();
        signal?.throwIfAborted();
      },
    };
    return { patience, signal: stop.signal };
  }
  const nothing = () => {};
  const LINE = /^(PASS|FAIL|BLOCKED) +([\w-]+)/gm;
  const verdictsIn = (text: string) =>
    [...text.matchAll(LINE)].map(([, word, id]) => `${word} ${id}`);

  test('and prints only what came out otherwise', async () => {
    const { url, run, lab } = await serveLab('first-api', ['seed']);
    const { code, out } = await gatewise(
      ['first-api', '--endpoint-url', url, '--watch'],
      {},
      {},
      undefined,
      whileWaiting(
        nothing,
        () => run('aws apigateway create-rest-api --name other'),
        () => run(lab.solution),
        nothing,
        nothing,
      ),
    );
    const [first = '', ...more] = out.split(/^first-api in .*\n/m).slice(1);
    expect(verdictsIn(first)).toEqual([
      'FAIL rest-api',
      'BLOCKED mock-method',
      'BLOCKED deployed-to-dev',
      'BLOCKED answers-hello',
    ]);
    expect(more.map(verdictsIn)).toEqual([
      // Another API changes what is seen, and nothing else.
      ['FAIL rest-api'],
      ['PASS rest-api', 'PASS mock-method', 'PASS deployed-to-dev', 'PASS answers-hello'],
    ]);
    expect(more.at(-1)).toMatch(/\n4 passed, 0 failed, 0 pending, 0 blocked \(\d+ calls\)\n$/);
    expect(code).toBe(0);
  });

  test('Ctrl-C leaves with the exit code of the last verification, and says nothing', async () => {
    const { url } = await serveLab('first-api', ['seed']);
    const { code, err } = await gatewise(
      ['first-api', '--endpoint-url', url, '--watch'],
      {},
      {},
      undefined,
      whileWaiting(nothing),
    );
    expect([code, err]).toEqual([1, '']);
  });

  test('the report and the record follow each change', async () => {
    const { url, run, lab } = await serveLab('first-api', ['seed']);
    const DATA_DIR = temporaryDirectory();
    const report = join(DATA_DIR, 'report.xml');
    await gatewise(
      ['first-api', '--endpoint-url', url, '--watch', '--record', '--junit', report],
      {},
      { DATA_DIR },
      undefined,
      whileWaiting(nothing, () => run(lab.solution), nothing),
    );
    expect(await logOf(DATA_DIR)).toMatchObject([{ passed: false }, { passed: true }]);
    expect(readFileSync(report, 'utf8')).toContain('tests="4" failures="0" errors="0"');
  });

  test('it looks at an account in the same order and at a polite distance', async () => {
    const { url } = await serveLab('first-api', ['seed']);
    const stop = new AbortController();
    const waits: number[] = [];
    const wait = (milliseconds: number, signal?: AbortSignal) => {
      if (waits.push(milliseconds) === 4) stop.abort();
      signal?.throwIfAborted();
      return Promise.resolve();
    };
    const patience = { clock: { now: () => 0 }, wait };
    const labs = ['first-api', 'canary-release'];
    await gatewise([...labs, '--endpoint-url', url, '--watch'], {}, {}, undefined, {
      patience,
      signal: stop.signal,
    });
    expect(waits).toEqual([1000, 1000, 1000, 1000]);
  });

  test('--json is one document, so it is refused', async () => {
    expect(await gatewise(['first-api', '--json', '--watch'])).toMatchObject({
      code: 64,
      err: 'Choose one of --json and --watch: the one prints one document, the other what changes.\n',
    });
  });
});

describe('--clean says what is left of a lab', () => {
  test('everything, with the lines that remove it, and exits 1', async () => {
    const { url } = await serveLab('tiered-usage-plans', ['seed', 'solution']);
    const { code, out } = await gatewise(['tiered-usage-plans', '--endpoint-url', url, '--clean']);
    expect(out.replaceAll(/\b[a-z0-9]{6,10}(?=\)|$)/gm, 'ID').replace(url, 'URL'))
      .toMatchInlineSnapshot(`
        "tiered-usage-plans in the local sandbox at URL (us-east-1)

        LEFT      usage plan "Free" (ID)
                  remove  aws apigateway delete-usage-plan --usage-plan-id ID
        LEFT      usage plan "Premium" (ID)
                  remove  aws apigateway delete-usage-plan --usage-plan-id ID
        LEFT      API key "free-customer" (ID)
                  remove  aws apigateway delete-api-key --api-key ID
        LEFT      API key "premium-customer" (ID)
                  remove  aws apigateway delete-api-key --api-key ID
        LEFT      REST API "shop" (ID)
                  remove  aws apigateway delete-rest-api --rest-api-id ID

        What has to be taken off first is on the lab's page, under Clean up: /labs/tiered-usage-plans

        5 left, 0 gone, 0 not looked at
        "
      `);
    expect(code).toBe(1);
  });

  test('nothing after clean-up, and exits 0', async () => {
    const { url, run } = await serveLab('first-api', ['seed', 'solution']);
    await run(
      'aws apigateway delete-rest-api --rest-api-id "$(aws apigateway get-rest-apis --query items[0].id --output text)"',
    );
    const { code, out } = await gatewise(['first-api', '--endpoint-url', url, '--clean']);
    expect([code, out.split('\n\n').slice(1).join('\n\n')]).toEqual([
      0,
      'GONE      REST API "hello"\n\n0 left, 1 gone, 0 not looked at\n',
    ]);
  });

  test('--json lists the labs, with what is left', async () => {
    const { url } = await serveLab('first-api', ['seed', 'solution']);
    const labs = ['first-api', 'canary-release'];
    const { code, out } = await gatewise([...labs, '--endpoint-url', url, '--clean', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      v: 1,
      clean: [
        { labId: 'first-api', left: [{ kind: 'rest-api', name: 'hello' }], gone: [], unseen: [] },
        { labId: 'canary-release', left: [], gone: [{ kind: 'rest-api', name: 'release' }] },
      ],
    });
    expect(code).toBe(1);
  });

  test('on AWS no consent is asked for, since nothing is called', async () => {
    const { code } = await gatewise(
      ['first-api', '--aws', '--clean'],
      onAws({
        leftovers(labId) {
          const target = { kind: 'aws', region: 'eu-central-1' } as const;
          return Promise.resolve({ labId, target, left: [], gone: [], unseen: [] });
        },
      }),
      {},
      () => Promise.reject(new Error('Nobody is asked.')),
    );
    expect(code).toBe(0);
  });

  test.each([['--watch'], ['--record'], ['--junit', 'x.xml'], ['--api-id', 'a1']])(
    'with %s it is refused',
    async (...flags) => {
      const args = flags.filter((flag) => typeof flag === 'string');
      expect(await gatewise(['first-api', '--clean', ...args])).toMatchObject({
        code: 64,
        err: '--clean looks for what is left and judges nothing: pass it without --watch, --record, --junit and --api-id.\n',
      });
    },
  );
});
