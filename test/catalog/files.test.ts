import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCatalog, watchCatalog } from '#catalog/files';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LESSON } from '../support/content.ts';
import { contentFolder } from '../support/content-folder.ts';

const LESSON_FILE = 'content/courses/api-gateway/who-may-call/usage-plans.mdx';

describe('the catalog of a folder', () => {
  test('holds what lies there', async () => {
    const catalog = await loadCatalog(await contentFolder());
    expect(catalog.diagnostics).toEqual([]);
    expect(catalog.lessons.map(({ id }) => id)).toEqual(['api-gateway/who-may-call/usage-plans']);
    expect(catalog.labs.map(({ id }) => id)).toEqual(['tiers']);
  });

  test('is empty where there is nothing', async () => {
    const root = await mkdtemp(join(tmpdir(), 'gatewise-'));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    expect((await loadCatalog(root)).lessons).toEqual([]);
  });

  test('is the same when it was kept, and is parsed anew once a file has changed', async () => {
    const root = await contentFolder();
    const parsed = await loadCatalog(root, root);
    const file = join(root, 'catalog.json');
    const first = await readFile(file, 'utf8');
    const kept = await loadCatalog(root, root);
    expect(kept.lessons).toEqual(parsed.lessons);
    expect(kept.items).toEqual(parsed.items);
    expect(kept.labs).toEqual(parsed.labs);
    expect(kept.facts).toEqual(parsed.facts);
    expect(await readFile(file, 'utf8')).toBe(first);

    await writeFile(join(root, LESSON_FILE), LESSON.replace('order: 10', 'order: first'));
    expect((await loadCatalog(root, root)).lessons).toEqual([]);
  });

  test('is parsed anew when what was kept is damaged', async () => {
    const root = await contentFolder();
    await writeFile(join(root, 'catalog.json'), '{"key":');
    expect((await loadCatalog(root, root)).lessons).toHaveLength(1);
  });

  test('follows a saved file: a mistake is told, the rest stays, and mending brings it back', async () => {
    const root = await contentFolder();
    let told: () => void = () => undefined;
    const change = () => new Promise<void>((resolve) => (told = resolve));
    const watched = await watchCatalog(root, () => told());
    onTestFinished(() => watched.close());

    const broken = change();
    await writeFile(join(root, LESSON_FILE), LESSON.replace('order: 10', 'order: first'));
    await broken;
    expect(watched.current().lessons).toEqual([]);
    expect(watched.current().items).toHaveLength(1);
    expect(watched.current().diagnostics[0]).toMatchObject({
      file: LESSON_FILE,
      line: 4,
      column: 8,
      code: 'LS001',
    });

    const mended = change();
    await writeFile(join(root, LESSON_FILE), LESSON);
    await mended;
    expect(watched.current().lessons).toHaveLength(1);
  });
});
