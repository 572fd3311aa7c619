import { mkdtemp, rm, writeFile } from 'node:fs/promises';
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
