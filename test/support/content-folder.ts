import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { contentWith } from './content.ts';

const FIGURES = "export { default as TokenBucket } from './TokenBucket.astro';\n";

/** The small repository of `content.ts` on disk, gone when the test ends. */
export async function contentFolder(
  changes: Readonly<Record<string, string>> = {},
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'gatewise-content-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const { path, text } of contentWith({ ...changes, 'src/ui/figures/index.ts': FIGURES })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}
