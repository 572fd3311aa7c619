import { watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Compiled, SourceFile } from '#authoring';
import type { Catalog } from '../catalog.ts';
import { createCatalog } from '../create-catalog.ts';
import { kept } from './kept.ts';

/** The folders that hold content. */
const FOLDERS = ['content', 'quizzes', 'labs'];
const TEXTS = /\.(mdx?|ya?ml|sh|ts)$/;
/** The lists of components that lessons and labs may use by name. */
const FIGURES = 'src/ui/figures/index.ts';

/** An editor writes a file in several steps: changes this close together are one, in milliseconds. */
const SETTLE_MS = 60;

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries
    .filter((entry) => entry.isFile() && TEXTS.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** Every text file of content, sorted by path. @param root the repository */
export async function readSources(root: string): Promise<SourceFile[]> {
  const paths = (await Promise.all(FOLDERS.map((folder) => filesBelow(root, folder))))
    .flat()
    .sort();
  return Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })),
  );
}

/** Names of the figures that bodies may use, as their index exports them. @param root the repository */
export async function readFigureNames(root: string): Promise<string[]> {
  const text = await readFile(join(root, FIGURES), 'utf8').catch(() => '');
  return [...text.matchAll(/export\s*\{\s*default as (\w+)\s*\}/g)].map(([, name = '']) => name);
}

async function compile(
  files: readonly SourceFile[],
  figures: readonly string[],
): Promise<Compiled> {
  // Loaded when needed: reading Markdown takes longer to load than all else at start.
  const { compileContent } = await import('#authoring');
  return compileContent(files, figures);
}

/**
 * Reads and joins all content. A bad file is missing from the catalog and named in its diagnostics.
 * @param root the repository
 * @param keepIn a folder that may keep what was parsed for the next start, such as the build's own:
 *   it must go whenever the code that parses changes. A kept file that does not fit is written anew.
 */
export async function loadCatalog(root: string, keepIn?: string): Promise<Catalog> {
  const [files, figures] = await Promise.all([readSources(root), readFigureNames(root)]);
  const { documents, diagnostics } = await (keepIn === undefined
    ? compile(files, figures)
    : kept(join(keepIn, 'catalog.json'), [files, figures], () => compile(files, figures)));
  return createCatalog(documents, diagnostics);
}

/** The catalog of this moment. */
export interface CatalogSource {
  current(): Catalog;
  close(): void;
}

/**
 * The catalog as it is now, for as long as the process runs.
 * @param keepIn see `loadCatalog`
 */
export async function openCatalog(root: string, keepIn?: string): Promise<CatalogSource> {
  const catalog = await loadCatalog(root, keepIn);
  return { current: () => catalog, close: () => undefined };
}

/**
 * Loads the catalog and loads it anew whenever a file changes. While a file is half written the last
 * catalog stays, or the new one leaves that file out.
 * @param onChange called with each new catalog
 */
export async function watchCatalog(
  root: string,
  onChange: (catalog: Catalog) => void = () => undefined,
): Promise<CatalogSource> {
  let catalog = await loadCatalog(root);
  let timer: NodeJS.Timeout | undefined;
  let turn = 0;
  const reload = async () => {
    const mine = ++turn;
    const loaded = await loadCatalog(root).catch(() => undefined);
    if (!loaded || mine !== turn) return;
    catalog = loaded;
    onChange(catalog);
  };
  const watchers = FOLDERS.map((folder) => {
    try {
      return watch(join(root, folder), { recursive: true }, () => {
        clearTimeout(timer);
        timer = setTimeout(() => void reload(), SETTLE_MS);
      });
    } catch {
      return undefined;
    }
  });
  return {
    current: () => catalog,
    close() {
      clearTimeout(timer);
      turn += 1;
      for (const watcher of watchers) watcher?.close();
    },
  };
}
