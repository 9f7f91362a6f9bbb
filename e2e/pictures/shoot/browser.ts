import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { type Browser, chromium, type PageScreenshotOptions } from '@playwright/test'

import { findChromium } from '../../support/chromium.ts'
import { unpackPinned } from '../../support/pinned-chromium.ts'
import { cleanEnvironment, root } from '../../support/servers.ts'
import type { Drawn } from './manifest.ts'

/** What decides about pixels: no hinting, no colour fringes, one colour space, drawn by the processor. */
const pixelFlags = [
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
  '--disable-gpu',
  '--hide-scrollbars',
  // A part that was painted before anew keeps other pixels at its edges.
  '--disable-partial-raster',
  // A frame is shown when all of it is painted.
  '--run-all-compositor-stages-before-draw',
  '--disable-checker-imaging',
]

/** A page with `shot=1` stands still by itself; to hide the caret, as Playwright does otherwise, would change the document. */
export const screenshotOptions: PageScreenshotOptions = {
  fullPage: true,
  animations: 'allow',
  caret: 'initial',
  scale: 'css',
}

/** Nothing but the console is asked for anything. */
export const quietFlags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
]

/** The fonts a picture can hold, ours alone: with the machine's, the same page would be another picture elsewhere. */
export const ownFonts = { FONTCONFIG_FILE: join(root, 'e2e/pictures/fontconfig/fonts.conf') }

const fontPackages = [
  '@fontsource-variable/inter',
  '@fontsource-variable/jetbrains-mono',
  '@fontsource/noto-color-emoji',
  'dejavu-fonts-ttf',
]

const versionOf = (name: string): string =>
  JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version

/**
 * Starts a browser for pictures: the one named by CHROMIUM_PATH, else the pinned one, else any that is here.
 * @param env more variables in its environment, for tests of what must not matter.
 * @param path another browser's program than `CHROMIUM_PATH` names.
 * @throws Error that names the fix, when there is none.
 */
export async function launchForPictures(
  env: Record<string, string> = {},
  path: string | undefined = process.env['CHROMIUM_PATH'],
): Promise<{ browser: Browser; drawn: Drawn }> {
  const pinned = path === undefined ? await unpackPinned() : null
  const found = pinned ?? findChromium({ ...process.env, CHROMIUM_PATH: path })
  if (!found)
    throw new Error(
      'There is no Chromium here. Run: node e2e/support/chromium.ts (it installs one), or set CHROMIUM_PATH',
    )
  const browser = await chromium.launch({
    executablePath: found.path,
    chromiumSandbox: false,
    args: [...pixelFlags, ...quietFlags],
    env: { ...cleanEnvironment(), ...pinned?.env, ...ownFonts, ...env },
    // Ctrl-C is ours to handle: what has been taken is kept.
    handleSIGINT: false,
    handleSIGTERM: false,
  })
  return {
    browser,
    drawn: {
      browser: browser.browserType().name(),
      version: browser.version(),
      pinned: pinned !== null,
      platform: process.platform,
      arch: process.arch,
      fonts: Object.fromEntries(fontPackages.map((name) => [name, versionOf(name)])),
      flags: pixelFlags,
    },
  }
}
