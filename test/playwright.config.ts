import { defineConfig, devices } from '@playwright/test';
import { findChromium, LAUNCH_ARGS } from '../src/setup/browser.mjs';

const executablePath = process.env['CHROMIUM_PATH'] ?? (await findChromium());

export default defineConfig({
  testDir: '.',
  testMatch: 'e2e/**/*.spec.ts',
  outputDir: '../test-results',
  timeout: 60_000,
  workers: 2,
  reporter: [['list']],
  use: {
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: [...LAUNCH_ARGS] },
    // A trace takes a third of the time: `--trace retain-on-failure` records it where one is needed.
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'wide', use: { viewport: { width: 1280, height: 900 } } },
    { name: 'narrow', use: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } } },
  ],
});
