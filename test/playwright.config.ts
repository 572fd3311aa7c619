import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import { findChromium, LAUNCH_ARGS } from '../src/setup/browser.mjs';

const PORT = 4391;
const executablePath = process.env['CHROMIUM_PATH'] ?? (await findChromium());

export default defineConfig({
  testDir: '.',
  testMatch: 'e2e/**/*.spec.ts',
  outputDir: '../test-results',
  timeout: 60_000,
  workers: 1,
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: [...LAUNCH_ARGS] },
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'wide', use: { viewport: { width: 1280, height: 900 } } },
    { name: 'narrow', use: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } } },
  ],
  webServer: {
    command: 'node src/server/main.ts',
    cwd: '..',
    url: `http://127.0.0.1:${PORT}/api/ping`,
    env: {
      PORT: String(PORT),
      SANDBOX_PORT: '0',
      DATA_DIR: mkdtempSync(join(tmpdir(), 'gatewise-e2e-')),
    },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
