// `npm test`: everything that a clean clone can prove.
import { ensureBuilt, ensureInstalled, findNode, stop } from './ensure.mjs';
import { CHECKS, finish, runSteps } from './steps.mjs';

await ensureInstalled();
const node = findNode();
const { ensureChromium } = await import('./browser.mjs');
const chromium = await ensureChromium().catch((error) => stop(error.message));
ensureBuilt(node);
finish(
  await runSteps(node, [
    ...CHECKS,
    [
      {
        name: 'end-to-end tests',
        args: [
          'node_modules/@playwright/test/cli.js',
          'test',
          '--config',
          'test/playwright.config.ts',
        ],
        hasTests: true,
        env: { CHROMIUM_PATH: chromium },
      },
    ],
  ]),
);
