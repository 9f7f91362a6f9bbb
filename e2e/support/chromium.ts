// Finds a Chromium for the browser tests, or installs one. Run as a script it prints one line with what it found.
import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

import { chromium } from '@playwright/test'

import { installFromDebian } from './debian.ts'
import { findPinned, unpackPinned } from './pinned-chromium.ts'

export interface Browser {
  path: string
  /** How it was found, as the end of "Browser: <path> (…)". */
  how: string
  /** More variables that its environment needs. */
  env?: Record<string, string>
}

/** An available browser: the one that CHROMIUM_PATH names, the pinned one if it is unpacked, an installed one, or Playwright's. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): Browser | null {
  const named = env['CHROMIUM_PATH']
  if (named !== undefined) {
    if (!works(named))
      throw new Error(`CHROMIUM_PATH is ${named}, which does not start. Name a Chrome or Chromium, or unset it.`)
    return { path: named, how: 'named by CHROMIUM_PATH' }
  }
  const pinned = findPinned()
  if (pinned) return { ...pinned, how: 'the project’s own' }
  const installed = [...candidates(env)].find(works)
  if (installed !== undefined) return { path: installed, how: 'installed on this machine' }
  const own = chromium.executablePath()
  return works(own) ? { path: own, how: "Playwright's own" } : null
}

/** Installs one: Debian's package where that is allowed, else Playwright's download. */
function installChromium(): Browser | null {
  process.stderr.write('No Chromium here yet.\n')
  const sources: [name: string, install: () => boolean][] = [
    ["Debian's package", () => installFromDebian('chromium')],
    ["Playwright's download", downloadChromium],
  ]
  for (const [name, install] of sources) {
    const browser = install() ? findChromium() : null
    if (browser) return { ...browser, how: `${browser.how}, just now from ${name}` }
  }
  return null
}

function downloadChromium(): boolean {
  process.stderr.write("Trying Playwright's download.\n")
  try {
    const cli = join('node_modules', '@playwright', 'test', 'cli.js')
    execFileSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 'ignore', 'pipe'] })
    return true
  } catch {
    return false
  }
}

function* candidates(env: NodeJS.ProcessEnv): Generator<string> {
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome']
  for (const folder of (env['PATH'] ?? '').split(delimiter)) for (const name of names) yield join(folder, name)
  yield '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  yield '/Applications/Chromium.app/Contents/MacOS/Chromium'
  for (const root of ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'])
    yield join(env[root] ?? '', 'Google', 'Chrome', 'Application', 'chrome.exe')
}

function works(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    // On other systems `--version` opens a window; on Linux it fails for a stub that only offers to install a browser.
    if (process.platform === 'linux') execFileSync(path, ['--version'], { timeout: 15_000, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

if (import.meta.main) {
  await unpackPinned()
  const browser = findChromium() ?? installChromium()
  if (!browser) {
    process.stderr.write(
      'There is no Chromium, and none could be installed. Run: npx playwright install chromium (or install Chrome, or set CHROMIUM_PATH)\n',
    )
    process.exit(1)
  }
  process.stdout.write(`Browser: ${browser.path} (${browser.how})\n`)
}
