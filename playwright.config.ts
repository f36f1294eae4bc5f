import { defineConfig } from '@playwright/test';
import { installedChrome } from './scripts/test-setup.mjs';

const executablePath = installedChrome();

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  snapshotPathTemplate: 'tests/gallery/snapshots/{arg}{ext}',
  timeout: 240_000,
  expect: { timeout: 20_000 },
  workers: 2,
  retries: 0,
  use: {
    baseURL: 'http://localhost:4199',
    viewport: { width: 1280, height: 860 },
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'node scripts/start.mjs --no-open --port 4199',
    url: 'http://localhost:4199',
    reuseExistingServer: false,
    timeout: 120_000,
  },
});
