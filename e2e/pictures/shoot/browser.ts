import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { type Browser, chromium, type PageScreenshotOptions } from '@playwright/test'

import { findChromium } from '../../support/chromium.ts'
import { unpackPinned } from '../../support/pinned-chromium.ts'
import { cleanEnvironment, root } from '../../support/servers.ts'
import type { Renderer } from './manifest.ts'

/** Switches that change pixels: no hinting, no color fringes, one color space, rendering by the CPU. */
const pixelFlags = [
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
  '--disable-gpu',
  '--hide-scrollbars',
  // A part that is painted again differs at its edges.
  '--disable-partial-raster',
  // A frame is shown when it is completely painted.
  '--run-all-compositor-stages-before-draw',
  '--disable-checker-imaging',
]

/** The whole page as it is: `shot=1` already hides the caret, and Playwright would change the document for that. */
export const screenshotOptions: PageScreenshotOptions = {
  fullPage: true,
  animations: 'allow',
  caret: 'initial',
  scale: 'css',
}

/** The browser sends no requests of its own. */
export const quietFlags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
]

/** Only our own fonts: with those of the machine, a page would look different on another one. */
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
 * Starts a browser for pictures: the one that CHROMIUM_PATH names, else the pinned one, else any installed one.
 * @param env more variables in its environment, for tests of what must not matter.
 * @param path a browser's executable, instead of `CHROMIUM_PATH`.
 * @throws Error that names the fix, when there is none.
 */
export async function launchForPictures(
  env: Record<string, string> = {},
  path: string | undefined = process.env['CHROMIUM_PATH'],
): Promise<{ browser: Browser; renderer: Renderer }> {
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
    // The command handles Ctrl-C itself, to keep the pictures it has taken.
    handleSIGINT: false,
    handleSIGTERM: false,
  })
  return {
    browser,
    renderer: {
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
