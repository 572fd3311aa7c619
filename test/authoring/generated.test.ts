import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
// The generator's own list; nothing in the product needs it, so the room does not export it.
import { generatedFiles } from '../../src/authoring/generated.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('generated files lie in the repository as they are generated (npm run generate)', () => {
  test.each(generatedFiles())('$path', ({ path, text }) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
  });

  test('no page is left of a rule that is gone', () => {
    const pages = readdirSync(join(ROOT, 'content/handbook/rules')).map(
      (name) => `content/handbook/rules/${name}`,
    );
    const generated = new Set(generatedFiles().map(({ path }) => path));
    expect(pages.filter((path) => !generated.has(path))).toEqual([]);
  });
});
