import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LESSON } from '../support/content.ts';
import { contentFolder } from '../support/content-folder.ts';
import { runCli } from './run.ts';

const LESSON_FILE = 'content/courses/api-gateway/who-may-call/usage-plans.mdx';
const BROKEN = { [LESSON_FILE]: LESSON.replace('order: 10', 'order: first') };

describe('gatewise lint', () => {
  test('says that all is well, and exits with 0', async () => {
    expect(await runCli(['lint'], { root: await contentFolder() })).toEqual({
      code: 0,
      stdout: '11 files checked, no problems.\n',
      stderr: '',
    });
  });

  test('prints file, line, column, code and advice, and exits with 1', async () => {
    const { code, stdout } = await runCli(['lint'], { root: await contentFolder(BROKEN) });
    expect(code).toBe(1);
    expect(stdout).toMatchInlineSnapshot(`
      "content/courses/api-gateway/who-may-call/usage-plans.mdx:4:8  LS001 frontmatter  Write the order as a whole number; 10, 20, 30 leaves room between.

      Why, with examples:
        content/handbook/rules/ls001.md

      11 files checked, 1 error.
      "
    `);
  });

  test('reports on the part that is named, from where the user stands', async () => {
    const root = await contentFolder(BROKEN);
    expect(await runCli(['lint', '../labs'], { root, cwd: join(root, 'quizzes') })).toMatchObject({
      code: 0,
      stdout: '5 files checked, no problems.\n',
    });
    expect(await runCli(['lint', 'labs', LESSON_FILE], { root })).toMatchObject({ code: 1 });
  });

  test('says what to do about a path with no content, and exits with 64', async () => {
    expect(await runCli(['lint', 'lessons'], { root: await contentFolder() })).toEqual({
      code: 64,
      stdout: '',
      stderr: 'No content is at "lessons". Name a file or folder below content, quizzes or labs.\n',
    });
    const outside = await runCli(['lint', '../..'], { root: await contentFolder() });
    expect(outside.code).toBe(64);
    expect(outside.stderr).toMatch(
      /^A path lies outside .*\. Name files or folders of the clone\.\n$/,
    );
  });
});
