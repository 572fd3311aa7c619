import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generatedPages } from '../../src/sandbox/generate-operations.ts';
import { idleNotes } from '../../src/sandbox/operations-table.ts';

const ROOT = join(import.meta.dirname, '../..');
const pages = generatedPages();
const textOf = (service: string) =>
  pages.find(({ path }) => path.endsWith(`/${service}.md`))?.text ?? '';

describe("the handbook's table of operations is made from the code (npm run generate)", () => {
  test.each(pages)('$path is up to date', ({ path, text }) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
  });

  test('no page is left of a service that is gone', () => {
    const names = readdirSync(join(ROOT, 'content/handbook/operations'));
    expect(names.map((name) => `content/handbook/operations/${name}`).toSorted()).toEqual(
      pages.map(({ path }) => path).toSorted(),
    );
  });

  test('every note is about an operation that works', () => {
    expect(idleNotes()).toEqual([]);
  });
});

describe('the table says of each operation', () => {
  test('that it is implemented, and that AWS was recorded doing it', () => {
    expect(textOf('apigateway')).toMatch(
      /^\| \[CreateRestApi\]\(\S+\) \| implemented \| recorded \|  \|$/m,
    );
  });

  test('that it is partial, and what differs', () => {
    expect(textOf('sqs')).toContain(
      '| partial | documented | Answers at once: there is no long polling. |',
    );
  });

  test('that the sandbox does not have it yet', () => {
    expect(textOf('apigateway').split('## Not yet')[1]).toContain('GetSdk');
  });
});
