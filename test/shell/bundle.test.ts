import { constants, brotliCompressSync } from 'node:zlib';
import { build } from 'vite';
import { expect, test } from 'vitest';

/** The limit for the terminal in the page, in bytes after brotli. */
const BUDGET = 330_000;
const ENTRY = 'virtual:entry';

/** Bundles `#shell` as a page does that loads it on demand. */
async function bundleShell(): Promise<string> {
  const result = await build({
    root: new URL('../..', import.meta.url).pathname,
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === ENTRY ? `\0${ENTRY}` : undefined),
        load: (id) =>
          id === `\0${ENTRY}`
            ? "import('#shell').then((shell) => shell.createTerminal);"
            : undefined,
      },
    ],
    build: { write: false, rollupOptions: { input: ENTRY } },
  });
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  return outputs.map((one) => (one.type === 'chunk' ? one.code : '')).join('');
}

test('the terminal stays within its budget in the page', async () => {
  const code = await bundleShell();
  const size = brotliCompressSync(code, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
  }).length;
  // Far less would mean that the shell itself is not in the bundle.
  expect(size).toBeGreaterThan(BUDGET / 2);
  expect(size).toBeLessThan(BUDGET);
});
