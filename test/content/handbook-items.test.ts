import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileContent, formatDiagnostic } from '#authoring';
import { ITEM_TYPES } from '#quiz';
import { describe, expect, test } from 'vitest';
import { contentWith, FIGURES } from '../support/content.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const examples = [...read('content/handbook/items.md').matchAll(/```mdx\n([\s\S]*?)```/g)].map(
  ([, text = '']) => ({ title: /^title: (.*)$/m.exec(text)?.[1] ?? '', text }),
);
const real = Object.fromEntries(
  [
    'content/facts/facts.yaml',
    'content/blueprints/SAA-C03.yaml',
    'content/blueprints/DVA-C02.yaml',
  ].map((path) => [path, read(path)]),
);

describe("the handbook's examples of items pass the check", () => {
  test.each(examples)('$title', ({ text }) => {
    const file = 'quizzes/errors/example.mdx';
    const { diagnostics, documents } = compileContent(
      contentWith({ ...real, [file]: text }),
      FIGURES,
    );
    const own = diagnostics.filter((one) => one.file === file);
    expect(own.map(formatDiagnostic)).toEqual([]);
    expect(documents.scenarios.map(({ id }) => id)).toContain('api-gateway/example');
  });

  test('there is one of each type, and one with variants', () => {
    const types = new Set(examples.map(({ text }) => /^ {4}type: (.*)$/m.exec(text)?.[1]));
    expect(types).toEqual(new Set(ITEM_TYPES));
    expect(examples.some(({ text }) => text.includes('correctWhen:'))).toBe(true);
  });
});
