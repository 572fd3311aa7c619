import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileContent, formatDiagnostic, rules } from '#authoring';
import { describe, expect, test } from 'vitest';
import { contentWith, FIGURES } from '../support/content.ts';

/**
 * A fixture says in its first lines `as: <path>` where it would lie, and on each guilty line
 * `expect: CODE` which rule finds something there. `expect-file: CODE` stands for line 1.
 */
interface Fixture {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly expected: readonly string[];
}

const FOLDER = join(import.meta.dirname, 'rules');

function readFixture(name: string): Fixture {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const path = /\bas: (\S+)/.exec(text)?.[1];
  if (!path) throw new Error(`${name} does not say "as: <path>".`);
  const expected = text.split('\n').flatMap((line, index) => {
    const [, where, codes] = /expect(-file)?: ((?:[A-Z]{2}\d{3},? ?)+)/.exec(line) ?? [];
    return (codes?.trim().split(/,? /) ?? []).map((code) => `${where ? 1 : index + 1} ${code}`);
  });
  return { name, path, text, expected: [...new Set(expected)].toSorted() };
}

const fixtures = readdirSync(FOLDER).map(readFixture);

describe('each rule finds its mistake on the guilty line, and nothing else', () => {
  test.each(fixtures)('$name', ({ path, text, expected }) => {
    const { diagnostics } = compileContent(contentWith({ [path]: text }), FIGURES);
    const found = diagnostics.map(
      (one) => `${one.file === path ? '' : `${one.file}:`}${one.line} ${one.code}`,
    );
    expect([...new Set(found)].toSorted(), diagnostics.map(formatDiagnostic).join('\n')).toEqual(
      expected,
    );
  });

  test('every rule is found by a fixture', () => {
    const seen = new Set(
      fixtures.flatMap(({ expected }) => expected.map((one) => one.split(' ')[1])),
    );
    expect(rules.map(({ code }) => code).filter((code) => !seen.has(code))).toEqual([]);
  });
});

describe('the rules', () => {
  test('content without a problem gets no diagnostic', () => {
    expect(compileContent(contentWith(), FIGURES).diagnostics.map(formatDiagnostic)).toEqual([]);
  });

  test('have codes of their own, and a file named after code and slug', () => {
    const files = readdirSync(join(import.meta.dirname, '../../src/authoring/rules')).filter(
      (name) => /\d/.test(name),
    );
    expect(rules.map(({ code, slug }) => `${code.toLowerCase()}-${slug}.ts`).toSorted()).toEqual(
      files.toSorted(),
    );
    expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
  });

  test('report all problems of all files at once, sorted, and the same on every run', () => {
    const broken = contentWith({
      'quizzes/throttling-quotas/zz.mdx': '---\ntitle: 7\n---\n',
      'content/courses/api-gateway/who-may-call/aa.mdx': 'no frontmatter',
    });
    const once = compileContent(broken, FIGURES).diagnostics.map(formatDiagnostic);
    const again = compileContent([...broken].reverse(), FIGURES).diagnostics.map(formatDiagnostic);
    expect(again).toEqual(once);
    expect(once.length).toBeGreaterThan(8);
    expect(once[0]).toBe(
      'content/courses/api-gateway/who-may-call/aa.mdx:1:1  LS001 frontmatter  The file has no frontmatter. Begin it with a "---" line, YAML, and another "---" line.',
    );
  });
});
