import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, runCli } from './run.ts';

describe('gatewise', () => {
  test('without a command shows what there is, and exits with 64', async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    for (const command of ['verify', 'lint', 'new']) expect(stderr).toContain(`  ${command} `);
  });

  test('--help is no failure', async () => {
    expect(await runCli(['--help'])).toMatchObject({ code: 0, stderr: '' });
    expect((await runCli(['lint', '--help'])).stdout).toContain(
      'Exit codes: 0 no errors, 1 errors found, 64 usage.',
    );
  });

  test('a misspelt command or option is told with the one that was meant', async () => {
    expect(await runCli(['lnt'])).toEqual({
      code: 64,
      stdout: '',
      stderr:
        'Unknown command \'lnt\'\n(Did you mean lint?)\nRun "npx gatewise --help" for the commands, or "npx gatewise <command> --help" for one.\n',
    });
    expect(await runCli(['new', 'lab', 'x', '--topik', 'y'])).toMatchObject({ code: 64 });
  });

  test('starts as a command of its own', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'src/cli/gatewise.mjs'), 'lint', 'nowhere'],
      { encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({
      status: 64,
      stderr: 'No content is at "nowhere". Name a file or folder below content, quizzes or labs.\n',
    });
  });

  test('says in one sentence that it needs a newer Node', () => {
    const launcher = readFileSync(join(ROOT, 'src/cli/gatewise.mjs'), 'utf8')
      .replace('process.versions.node', "'20.11.1'")
      .replace('${process.versions.node}', '20.11.1');
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-'], {
      input: launcher,
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'gatewise needs Node 24 and runs on 20.11.1 here. In the clone, run "npm ci" once and then "npx gatewise", which brings its own Node.\n',
    });
  });
});
