import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const folder = new URL('../../src/ui/figures/', import.meta.url);
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.astro'))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
const figures = sources.filter(({ text }) => text.includes('<Drawing'));
const attribute = (text: string, name: string) =>
  new RegExp(`<Drawing[^>]*?\\s${name}="([^"]+)"`, 's').exec(text)?.[1];

describe('a figure of a lesson', () => {
  test.each(figures)('$name says in words what it shows', ({ text }) => {
    expect(attribute(text, 'title')).toMatch(/^\S.{10,}/);
    expect(attribute(text, 'description')?.length).toBeGreaterThan(150);
  });

  test('has an id of its own, since title and description are found by it', () => {
    const ids = figures.map(({ text }) => attribute(text, 'id'));
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(sources)('$name holds no style attribute and no colour of its own', ({ text }) => {
    expect(text).not.toMatch(/\sstyle=|style:|(?:fill|stroke)="(?!none)|#[0-9a-f]{3,8}\b/i);
  });

  test('can be used by name in a lesson', () => {
    const index = readFileSync(new URL('index.ts', folder), 'utf8');
    for (const { name } of figures) expect(index).toContain(`'./${name}'`);
  });
});
