import { defineConfig } from '@playwright/test'

import { type EngineName, engineNames } from './engines/engine.ts'
import { findChromium } from './support/chromium.ts'
import { ownFonts, quietFlags } from './pictures/shoot/browser.ts'

const browser = findChromium()

const engines = 'engines/*.e2e.ts'
const load = ['fuzz.e2e.ts', 'load.e2e.ts']
const waiting = 'stalled-clients.e2e.ts'

export default defineConfig<object, { engineName: EngineName }>({
  testDir: '.',
  outputDir: 'results',
  fullyParallel: true,
  forbidOnly: true,
  // Two would leave a fifth of two processors idle; the fourth is for tests that wait.
  workers: 4,
  timeout: 45_000,
  expect: { timeout: 15_000 },
  reporter: [['list', { printSteps: false }]],
  use: {
    screenshot: 'only-on-failure',
    // In `results/<test>/trace.zip`. Recording the DOM of each step and the requests takes a quarter more time.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: process.env['TRACE_DOM'] === '1' },
    launchOptions: {
      ...(browser && { executablePath: browser.path }),
      chromiumSandbox: false,
      args: quietFlags,
      // Without fonts a machine renders no text, and with other fonts another layout.
      env: { ...process.env, ...browser?.env, ...ownFonts },
    },
  },
  projects: [
    // This test waits for half a minute. It starts first, since alone at the end it would leave a processor idle.
    { name: 'waiting', testMatch: waiting },
    // One worker for each engine, which starts it once. They start early for the same reason.
    ...engineNames.map((engineName) => ({
      name: `engines-${engineName}`,
      testMatch: engines,
      workers: 1,
      timeout: 120_000,
      use: { engineName },
    })),
    {
      name: 'journeys',
      workers: 3,
      testMatch: '*.e2e.ts',
      testIgnore: ['commands.e2e.ts', 'baseline.e2e.ts', engines, waiting, ...load],
    },
    // Load would slow other tests down, so these run after them.
    {
      name: 'load',
      testMatch: load,
      workers: 1,
      dependencies: ['waiting', 'journeys', ...engineNames.map((name) => `engines-${name}`)],
    },
    // `npm start` builds into the folder that the servers of other tests use, so these run after them.
    { name: 'commands', workers: 3, testMatch: 'commands.e2e.ts', dependencies: ['load'] },
    // The comparison with the baseline uses both cores.
    { name: 'pictures', testMatch: 'baseline.e2e.ts', dependencies: ['commands'] },
  ],
})
