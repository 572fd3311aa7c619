// Finds a Chromium for the tests, or installs one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, projectEnv } from './ensure.mjs';

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** Switches for every Chromium that a test starts: quiet, and without a sandbox only for root. */
export const LAUNCH_ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Path of a Chromium that is there: `$CHROMIUM_PATH`, Playwright's own, the system's; else undefined. */
export async function findChromium() {
  const { chromium } = await import('playwright');
  const candidates = [process.env.CHROMIUM_PATH, chromium.executablePath(), ...SYSTEM];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path));
}

const run = (command, args) =>
  spawnSync(command, args, {
    cwd: ROOT,
    env: { ...projectEnv(), DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });

/** As `findChromium`, and installs one when there is none. Throws an error that names the three ways. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  console.log('Looking for a browser to test with …');
  run(process.execPath, [join(ROOT, 'node_modules/playwright/cli.js'), 'install', 'chromium']);
  const downloaded = await findChromium();
  if (downloaded) return downloaded;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
    const installed = await findChromium();
    if (installed) return installed;
  }
  throw new Error(
    "No browser to test with. Either run `npx playwright install chromium`, or install Chromium with the system's package manager (as root: apt-get install chromium), or set CHROMIUM_PATH to one that is there.",
  );
}
