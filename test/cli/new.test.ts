import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentFolder } from '../support/content-folder.ts';
import { runCli } from './run.ts';

describe('gatewise new', () => {
  test('writes files that the check passes', async () => {
    const root = await contentFolder();
    expect(await runCli(['new', 'lesson', 'api-gateway/who-may-call/choosing'], { root })).toEqual({
      code: 0,
      stdout:
        'Wrote content/courses/api-gateway/who-may-call/choosing.mdx\nWrote quizzes/api-types/choosing.mdx\nReplace the example text with your own, then run: npx gatewise lint\n',
      stderr: '',
    });
    expect(await runCli(['new', 'lab', 'my-api'], { root })).toMatchObject({ code: 0 });
    expect(
      await runCli(['new', 'scenario', 'api-gateway/one-more', '--topic', 'throttling-quotas'], {
        root,
      }),
    ).toMatchObject({ code: 0 });
    expect((await runCli(['lint'], { root })).stdout).toMatch(/no problems/);
  });

  test('overwrites nothing', async () => {
    const root = await contentFolder();
    const path = join(root, 'labs/tiers/lab.mdx');
    const before = await readFile(path, 'utf8');
    expect(await runCli(['new', 'lab', 'tiers'], { root })).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'labs/tiers is there already, and nothing was written. Choose another id, or edit what is there.\n',
    });
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  test('says which kinds and ids there are, and exits with 64', async () => {
    const root = await contentFolder();
    expect(await runCli(['new', 'quiz', 'x'], { root })).toEqual({
      code: 64,
      stdout: '',
      stderr:
        'Command-argument value \'quiz\' is invalid for argument \'kind\'. Write lesson, scenario or lab.\nRun "npx gatewise --help" for the commands, or "npx gatewise <command> --help" for one.\n',
    });
    expect(await runCli(['new', 'scenario', 'Two Tiers'], { root })).toMatchObject({
      code: 64,
      stderr:
        '"Two Tiers" is no id for a scenario. Write <course>/<scenario>, for example api-gateway/partner-limits, in lower case with hyphens.\n',
    });
  });
});
