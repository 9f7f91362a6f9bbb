import { defineConfig } from '@playwright/test'

import { findChromium } from './chromium.ts'

const browser = findChromium()

export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 45_000,
  expect: { timeout: 15_000 },
  reporter: [['list', { printSteps: false }]],
  use: {
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(browser && { executablePath: browser.path }),
      chromiumSandbox: false,
      // Nothing but our own servers is asked for anything.
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-quic',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'journeys', testMatch: '*.e2e.ts', testIgnore: 'commands.e2e.ts' },
    // `npm start` builds anew, into the folder that the journeys' servers start from: it has a run of its own.
    { name: 'commands', testMatch: 'commands.e2e.ts' },
    { name: 'pictures', testMatch: 'pictures.ts' },
  ],
})
