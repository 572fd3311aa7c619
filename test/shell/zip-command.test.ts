import { unzipSync, strFromU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { createTerminal } from '#shell';
import { fakeSend } from '../support/fake-send.ts';

const FILES = {
  'index.mjs': 'export const handler = 1;',
  'lib/part.mjs': 'export const part = 2;',
};

const open = () => createTerminal({ send: fakeSend(() => new Response()).send, files: FILES });

/** The names in an archive that lies in the terminal, with their text. */
async function contentOf(terminal: ReturnType<typeof open>, archive: string) {
  const { stdout } = await terminal.run(`base64 -w 0 ${archive}`);
  const entries = unzipSync(Uint8Array.from(atob(stdout), (letter) => letter.charCodeAt(0)));
  return Object.fromEntries(
    Object.entries(entries).map(([name, bytes]) => [name, strFromU8(bytes)]),
  );
}

describe('zip puts the code of a function into an archive', () => {
  test('with the names as they were given', async () => {
    const terminal = open();
    const result = await terminal.run('zip code.zip index.mjs ./lib/part.mjs');
    expect(result).toEqual({
      stdout: '  adding: index.mjs\n  adding: lib/part.mjs\n',
      stderr: '',
      exitCode: 0,
    });
    expect(await contentOf(terminal, 'code.zip')).toEqual(FILES);
  });

  test('without directories and without a word, when told so', async () => {
    const terminal = open();
    const { stdout } = await terminal.run('zip -qj code lib/part.mjs');
    expect(stdout).toBe('');
    expect(Object.keys(await contentOf(terminal, 'code.zip'))).toEqual(['part.mjs']);
  });

  test('and adds to an archive that is there', async () => {
    const terminal = open();
    await terminal.run('zip -q code.zip index.mjs');
    const { stdout } = await terminal.run('zip code.zip index.mjs lib/part.mjs');
    expect(stdout).toBe('updating: index.mjs\n  adding: lib/part.mjs\n');
    expect(Object.keys(await contentOf(terminal, 'code.zip'))).toEqual([
      'index.mjs',
      'lib/part.mjs',
    ]);
  });

  test('and the same files make the same archive', async () => {
    const terminal = open();
    await terminal.run('zip -q one.zip index.mjs && zip -q two.zip index.mjs');
    expect((await terminal.run('cmp one.zip two.zip || diff one.zip two.zip')).exitCode).toBe(0);
  });
});

describe('aws lambda create-function takes the archive', () => {
  const create =
    'aws lambda create-function --function-name f --role r --runtime nodejs22.x --handler index.handler';

  test('by an option of its own, beside what else is said of the code', async () => {
    const { send, seen } = fakeSend(() => Response.json({}));
    const terminal = createTerminal({ send, files: { 'code.zip': 'PK' } });
    await terminal.run(`${create} --zip-file fileb://code.zip`);
    await terminal.run(`${create} --zip-file fileb://code.zip --code S3Bucket=b`);
    expect(seen.map(({ body }): unknown => JSON.parse(body))).toMatchObject([
      { Code: { ZipFile: 'UEs=' } },
      { Code: { S3Bucket: 'b', ZipFile: 'UEs=' } },
    ]);
  });

  test('and misses it where no code is given', async () => {
    const { stderr } = await open().run(create);
    expect(stderr).toMatch(/Missing required parameter in input: "Code"/);
  });
});

describe('zip says what is wrong', () => {
  test.each([
    [
      'zip code.zip missing.mjs',
      12,
      '\tzip warning: name not matched: missing.mjs\n\nzip error: Nothing to do! (code.zip)\n',
    ],
    [
      'zip code.zip',
      16,
      'zip error: Invalid command arguments (usage: zip [-q] [-j] archive.zip file ...)\n',
    ],
    [
      'zip -e code.zip index.mjs',
      16,
      "zip error: Invalid command arguments (this terminal's zip does not know -e; it takes: zip [-q] [-j] archive.zip file ...)\n",
    ],
    [
      'echo text > code.zip; zip code.zip index.mjs',
      3,
      'zip error: Zip file structure invalid (code.zip)\n',
    ],
  ])('%s', async (line, exitCode, stderr) => {
    expect(await open().run(line)).toEqual({ stdout: '', stderr, exitCode });
  });
});
