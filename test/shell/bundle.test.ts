import { constants, brotliCompressSync } from 'node:zlib';
import { build } from 'vite';
import { expect, test } from 'vitest';

/** The limit for the terminal in the page, in bytes after brotli. */
const BUDGET = 330_000;
const ENTRY = 'virtual:entry';

/** The models of services that a command must name before they are loaded. */
const LATE_MODEL = /\/model\/[\w-]+\.json$/;

/** Bundles `#shell` as a page does that loads it on demand: what opening it loads, and what comes later. */
async function bundleShell(): Promise<{ shell: string; models: string[] }> {
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
  const chunks = outputs.filter((one) => one.type === 'chunk');
  const isLate = (one: (typeof chunks)[number]) =>
    one.isDynamicEntry && LATE_MODEL.test(one.facadeModuleId ?? '');
  return {
    shell: chunks
      .filter((one) => !isLate(one))
      .map(({ code }) => code)
      .join(''),
    models: chunks.filter(isLate).map(({ code }) => code),
  };
}

const compressed = (code: string): number =>
  brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

test('the terminal stays within its budget in the page', async () => {
  const { shell, models } = await bundleShell();
  const size = compressed(shell);
  // Far less would mean that the shell itself is not in the bundle.
  expect(size).toBeGreaterThan(BUDGET / 2);
  expect(size).toBeLessThan(BUDGET);
  // One more service costs a page about as much as a small picture.
  expect(models).toHaveLength(12);
  for (const model of models) expect(compressed(model)).toBeLessThan(20_000);
});
