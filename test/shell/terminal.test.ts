import { describe, expect, test } from 'vitest';
import { createTerminal } from '#shell';
import { type Answer, fakeSend } from '../support/fake-send.ts';

/** REST APIs in memory: enough for a script to create, list and look up. */
function inMemoryApis(): Answer {
  const apis: { id: string; name: string }[] = [];
  return ({ method, body }) => {
    if (method === 'GET') return Response.json({ item: apis });
    const { name } = JSON.parse(body) as { name: string };
    const api = { id: `id${apis.length + 1}`, name };
    apis.push(api);
    return Response.json(api, { status: 201 });
  };
}

function open(answer: Answer = inMemoryApis(), files: Record<string, string> = {}) {
  const { send, seen } = fakeSend(answer);
  const pieces: string[] = [];
  const terminal = createTerminal({
    send,
    files,
    env: { AWS_ACCESS_KEY_ID: 'first-api' },
    onOutput: ({ stream, text }) => pieces.push(`${stream}: ${text}`),
  });
  return { terminal, seen, pieces };
}

const SCRIPT = `#!/usr/bin/env bash
set -euo pipefail
for name in orders "shop api"; do
  id=$(aws apigateway create-rest-api --name "$name" --query id --output text)
  echo "$name is $id"
done
count=$(aws apigateway get-rest-apis | jq '.items | length')
if [ "$count" -eq 2 ]; then
  aws apigateway get-rest-apis --query 'items[].name' --output json | jq -r '.[]' | while read -r name; do
    echo "- $name"
  done
fi
cat > patch.json <<'JSON'
[{"op": "replace", "path": "/name", "value": "x"}]
JSON
jq -r '.[0].path' patch.json
`;

describe('a script runs with loops, jq and command substitution', () => {
  const expected = 'orders is id1\nshop api is id2\n- orders\n- shop api\n/name\n';

  test('as text', async () => {
    const { terminal } = open();
    expect(await terminal.runScript(SCRIPT)).toEqual({ stdout: expected, stderr: '', exitCode: 0 });
  });

  test('as a file of the lab', async () => {
    const { terminal } = open(inMemoryApis(), { 'seed.sh': SCRIPT });
    expect((await terminal.run('./seed.sh')).stdout).toBe(expected);
  });

  test('and ends at the first failure under set -e', async () => {
    const { terminal } = open();
    const result = await terminal.runScript('set -e\naws apigateway get-rest-api\necho never');
    expect([result.exitCode, result.stdout]).toEqual([252, '']);
  });

  test('with variables of its own that the session does not see', async () => {
    const { terminal } = open();
    expect((await terminal.runScript('echo "$REGION"', { REGION: 'eu-west-1' })).stdout).toBe(
      'eu-west-1\n',
    );
    expect((await terminal.run('echo "[$REGION]"')).stdout).toBe('[]\n');
  });
});

describe('the session remembers from line to line', () => {
  test('variables, arrays, functions, the directory and the last exit code', async () => {
    const { terminal } = open();
    await terminal.run(
      'x="a  b"; list=(1 "2 3"); greet() { echo "hello $1 from $x"; }; mkdir -p work; cd work',
    );
    const { stdout } = await terminal.run('greet you; echo "${list[1]}"; pwd');
    expect(stdout).toBe('hello you from a  b\n2 3\n/home/learner/work\n');
    expect(terminal.cwd).toBe('/home/learner/work');
    await terminal.run('false');
    expect((await terminal.run('echo $?')).stdout).toBe('1\n');
    await terminal.run('unset x');
    expect((await terminal.run('echo "[$x]"')).stdout).toBe('[]\n');
  });

  test('what is exported reaches aws in the next line', async () => {
    const { terminal, seen } = open();
    await terminal.run('AWS_DEFAULT_REGION=eu-west-1');
    await terminal.run('export AWS_ACCESS_KEY_ID=other');
    await terminal.run('aws apigateway get-rest-apis');
    expect(new URL(seen[0]?.url ?? '').hostname).toBe('apigateway.eu-west-1.amazonaws.com');
    expect(seen[0]?.headers.get('authorization')).toContain('Credential=other/');
  });

  test('a paste runs line by line and each output shows as soon as it is there', async () => {
    const { terminal, pieces } = open();
    await terminal.run('echo one\nnosuch\necho two');
    expect(pieces).toEqual([
      'stdout: one\n',
      'stderr: bash: nosuch: command not found\n',
      'stdout: two\n',
    ]);
  });

  test('exit ends the paste, not the terminal', async () => {
    const { terminal } = open();
    expect(await terminal.run('echo one\nexit 3\necho two')).toMatchObject({
      stdout: 'one\n',
      exitCode: 3,
    });
    expect((await terminal.run('echo three')).stdout).toBe('three\n');
  });

  test('set -e of a paste ends it at the failure', async () => {
    const { terminal } = open();
    const result = await terminal.run('set -euo pipefail\nfalse\necho never');
    expect(result).toMatchObject({ stdout: '', exitCode: 1 });
    expect((await terminal.run('false; echo alive')).stdout).toBe('alive\n');
  });

  test('a syntax error is reported and leaves the session as it was', async () => {
    const { terminal } = open();
    await terminal.run('x=1');
    const result = await terminal.run('if true; fi');
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('syntax error');
    expect((await terminal.run('echo $x')).stdout).toBe('1\n');
  });

  test('history lists what was entered', async () => {
    const { terminal } = open();
    await terminal.run('echo a');
    expect((await terminal.run('history')).stdout).toBe('    1  echo a\n    2  history\n');
    expect(terminal.history).toEqual(['echo a', 'history']);
  });
});

describe('Ctrl-C', () => {
  test('ends a command that waits for the sandbox, with exit code 130', async () => {
    let release: (() => void) | undefined;
    const asked = new Promise<void>((resolve) => (release = resolve));
    const terminal = createTerminal({
      send: (request) =>
        new Promise((_, reject) => {
          request.signal.addEventListener('abort', () => reject(new Error('aborted')));
          release?.();
        }),
    });
    const running = terminal.run('echo first; aws apigateway get-rest-apis; echo never');
    await asked;
    terminal.abort();
    expect(await running).toEqual({ stdout: 'first\n', stderr: '^C\n', exitCode: 130 });
    expect((await terminal.run('echo again')).stdout).toBe('again\n');
  });

  test('ends a loop', async () => {
    const terminal = createTerminal({
      send: () => Promise.reject(new Error('not asked')),
      sleep: async () => terminal.abort(),
    });
    const { exitCode } = await terminal.run('while true; do sleep 1; done');
    expect(exitCode).toBe(130);
  });

  test('does nothing when nothing runs', async () => {
    const { terminal } = open();
    terminal.abort();
    expect((await terminal.run('echo on')).stdout).toBe('on\n');
  });
});

describe('Enter waits for the rest of an unfinished command', () => {
  const { terminal } = open();
  test.each([
    'if true; then',
    'for i in 1 2; do\necho $i',
    'echo "open',
    "echo 'open",
    'cat <<EOF\nhi',
    'echo a |',
    'echo a &&',
    'echo a \\',
    'f() {',
    'echo $(ls',
    'case x in',
    'echo ${x',
  ])('%j', (text) => {
    expect(terminal.isComplete(text)).toBe(false);
  });

  test.each([
    '',
    'echo a',
    'cat <<EOF\nhi\nEOF',
    'if true; then echo; fi',
    'done',
    'if x; fi',
    'echo )',
    '# note',
  ])('%j is whole', (text) => {
    expect(terminal.isComplete(text)).toBe(true);
  });
});

describe('arithmetic that is never closed', () => {
  test.each(['echo $((a$x', 'let a=$((b$c', 'echo ${x/$((a$b/c}', 'echo "$((a$x"'])(
    '%j waits for more, and run as it is it is a syntax error',
    async (line) => {
      const { terminal } = open();
      expect(terminal.isComplete(line)).toBe(false);
      const refused = {
        stdout: '',
        stderr: "bash: unexpected EOF while looking for matching `)'\n",
        exitCode: 2,
      };
      expect(await terminal.run(line)).toEqual(refused);
      expect(await terminal.runScript(line)).toEqual(refused);
      expect((await terminal.run('echo $?')).stdout).toBe('2\n');
    },
  );

  test.each([
    ['echo $((1 + (2 * 3)))', '7\n'],
    ["echo '$((a$x'", '$((a$x\n'],
    ['echo \\$\\(\\(', '$((\n'],
    ['x=4; echo $(($x + 1)) $HOME', '5 /home/learner\n'],
  ])('%j is none', async (line, stdout) => {
    expect((await open().terminal.run(line)).stdout).toBe(stdout);
  });
});

describe('Tab completes', () => {
  const files = { 'seed.sh': 'true\n', 'templates/ok.json': '{}' };
  const complete = async (line: string) => {
    const { terminal } = open(inMemoryApis(), files);
    const { start, candidates, common } = await terminal.complete(line, line.length);
    return { texts: candidates.map(({ text }) => text), whole: line.slice(0, start) + common };
  };

  test('commands and services', async () => {
    expect((await complete('aw')).texts).toEqual(['awk', 'aws']);
    expect(await complete('aws apig')).toEqual({
      texts: ['apigateway', 'apigatewaymanagementapi', 'apigatewayv2'],
      whole: 'aws apigateway',
    });
  });

  test('operations', async () => {
    expect((await complete('aws apigateway get-rest-')).texts).toEqual([
      'get-rest-api',
      'get-rest-apis',
    ]);
    expect((await complete('id=$(aws apigateway get-rest-')).texts).toEqual([
      'get-rest-api',
      'get-rest-apis',
    ]);
  });

  test('options that were not given yet', async () => {
    const { texts } = await complete('aws apigateway create-usage-plan --name a --');
    expect(texts).toContain('--throttle');
    expect(texts).toContain('--query');
    expect(texts).not.toContain('--name');
  });

  test('enum values, in shorthand too', async () => {
    expect((await complete('aws apigateway put-integration --type M')).texts).toEqual(['MOCK']);
    const patch = 'aws apigateway update-stage --patch-operations ';
    expect((await complete(`${patch}op=re`)).texts).toEqual(['op=remove', 'op=replace']);
    expect((await complete(`${patch}op=replace,pa`)).whole).toBe(`${patch}op=replace,path=`);
  });

  test('files, behind file:// and in folders', async () => {
    expect((await complete('cat se')).texts).toEqual(['seed.sh']);
    expect((await complete('cat te')).texts).toEqual(['templates/']);
    expect(
      (await complete('aws apigateway put-integration --request-templates file://templates/'))
        .texts,
    ).toEqual(['file://templates/ok.json']);
  });

  test('nothing where nothing fits', async () => {
    expect(await complete('cat nothing-like-it')).toEqual({ texts: [], whole: 'cat ' });
  });
});
