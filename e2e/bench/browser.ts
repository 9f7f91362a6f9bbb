import { type Browser, chromium } from '@playwright/test'

import { findChromium } from '../support/chromium.ts'
import { unpackPinned } from '../support/pinned-chromium.ts'
import { cleanEnvironment } from '../support/servers.ts'
import { ownFonts, quietFlags } from '../pictures/shoot/browser.ts'

/**
 * Starts the browser for the measurements of pages.
 * @throws Error that names the fix, if there is none.
 */
export async function launchForBench(): Promise<Browser> {
  await unpackPinned()
  const found = findChromium()
  if (!found)
    throw new Error(
      'There is no Chromium here. Run: node e2e/support/chromium.ts (it installs one), or set CHROMIUM_PATH',
    )
  return await chromium.launch({
    executablePath: found.path,
    chromiumSandbox: false,
    args: quietFlags,
    env: { ...cleanEnvironment(), ...found.env, ...ownFonts },
    // The bench handles Ctrl-C itself, since it stops other processes too.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
}
