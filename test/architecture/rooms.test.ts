import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '../../src');

/** The table of allowed edges: which rooms a room may import. A new edge is a reviewed edit here. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  core: [],
  quiz: ['#core'],
  scheduling: ['#core'],
  progress: ['#core'],
  policy: ['#core'],
  labs: ['#core', '#policy'],
  sandbox: ['#core', '#policy'],
  shell: ['#core', '#sandbox/operations'],
  analytics: ['#core', '#quiz', '#scheduling'],
  authoring: ['#core', '#quiz', '#labs'],
  catalog: ['#core', '#quiz', '#labs', '#authoring'],
  app: ['*'],
  cli: [
    '#app',
    '#app/author',
    '#app/compose',
    '#app/config',
    '#app/review',
    '#app/verify',
    '#core',
    // The terminal says of an answer what the page says.
    '#ui/messages/items.ts',
    '#ui/messages/practice.ts',
    '#ui/messages/words.ts',
  ],
  ui: ['#core', '#labs', '#quiz', '#shell', '#catalog/search', '#ui'],
  pages: ['#app', '#ui', '#core'],
  server: ['#app', '#app/compose', '#app/config', '#core'],
  setup: [],
};

/** Doors talk to the outside; everything else is pure unless it lies in `adapters/`. */
const DOORS = new Set(['app', 'cli', 'ui', 'pages', 'server', 'setup']);
/** Scripts that write generated files. They run by `npm run generate`, never in the product. */
const GENERATORS = /(^|\/)generate[^/]*\.ts$/;

interface Source {
  readonly path: string;
  readonly room: string;
  readonly text: string;
}

const sources: Source[] = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|mjs|svelte|astro)$/.test(entry.name))
  .map((entry) => {
    const absolute = join(entry.parentPath, entry.name);
    const path = relative(SRC, absolute).replaceAll('\\', '/');
    return { path, room: path.split('/')[0] ?? '', text: readFileSync(absolute, 'utf8') };
  })
  .filter(({ path }) => path.includes('/'));

const IMPORT =
  /(?:import|export)\s+(type\s)?[^'"`;]*?from\s*['"]([^'"]+)['"]|import\s*\(\s*['"]([^'"]+)['"]\s*\)|^\s*import\s+['"]([^'"]+)['"]/gm;

const importsOf = ({ text }: Source) =>
  [...text.matchAll(IMPORT)].map(([, type, from, dynamic, bare]) => ({
    specifier: from ?? dynamic ?? bare ?? '',
    isType: type !== undefined,
  }));

const isPure = ({ path, room }: Source) =>
  !DOORS.has(room) && !path.includes('/adapters/') && !GENERATORS.test(path);

describe('the rooms keep to the table of allowed edges', () => {
  test('every room is in the table', () => {
    expect(
      [...new Set(sources.map(({ room }) => room))].filter((room) => !(room in MAY_IMPORT)),
    ).toEqual([]);
  });

  test('a room imports only the rooms its line names', () => {
    const trespasses = sources.flatMap((source) => {
      const allowed = MAY_IMPORT[source.room] ?? [];
      if (allowed.includes('*')) return [];
      return importsOf(source)
        .filter(({ specifier }) => specifier.startsWith('#'))
        .filter(({ specifier }) => {
          const own = `#${source.room}`;
          if (specifier === own || specifier.startsWith(`${own}/`))
            return source.room !== 'ui' && !GENERATORS.test(source.path);
          return !allowed.some(
            (edge) => specifier === edge || (edge === '#ui' && specifier.startsWith('#ui/')),
          );
        })
        .map(({ specifier }) => `${source.path} imports ${specifier}`);
    });
    expect(trespasses).toEqual([]);
  });

  test('a relative import never leaves its room', () => {
    const escapes = sources.flatMap((source) =>
      importsOf(source)
        .filter(({ specifier }) => specifier.startsWith('.'))
        .filter(({ specifier }) => {
          const target = join(source.path, '..', specifier.split('?')[0] ?? '').replaceAll(
            '\\',
            '/',
          );
          return !target.startsWith(`${source.room}/`);
        })
        .map(({ specifier }) => `${source.path} imports ${specifier}`),
    );
    expect(escapes).toEqual([]);
  });

  test('only app and tests import adapters', () => {
    const leaks = sources
      .filter((source) => isPure(source))
      .flatMap((source) =>
        importsOf(source)
          .filter(({ specifier }) => specifier.includes('/adapters/'))
          .map(({ specifier }) => `${source.path} imports ${specifier}`),
      );
    expect(leaks).toEqual([]);
  });
});

describe('the core stays pure', () => {
  const pure = sources.filter(isPure);

  test('no pure file imports node or loads an AWS SDK at run time', () => {
    const impure = pure.flatMap((source) =>
      importsOf(source)
        .filter(
          ({ specifier, isType }) =>
            specifier.startsWith('node:') || (specifier.startsWith('@aws-sdk/') && !isType),
        )
        .map(({ specifier }) => `${source.path} imports ${specifier}`),
    );
    expect(impure).toEqual([]);
  });

  test('no pure file reads the clock, the dice, the environment or the console', () => {
    const code = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    const reaches = pure.flatMap((source) =>
      [
        ...code(source.text).matchAll(
          /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|(?<![.\w])fetch\(|\bconsole\./g,
        ),
      ].map(([found]) => `${source.path} uses ${found}`),
    );
    expect(reaches).toEqual([]);
  });

  test('only scheduling knows ts-fsrs', () => {
    const importers = sources.filter((source) =>
      importsOf(source).some(({ specifier }) => specifier === 'ts-fsrs'),
    );
    expect(importers.map(({ room }) => room).filter((room) => room !== 'scheduling')).toEqual([]);
  });
});
