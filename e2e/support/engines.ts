// Finds or installs Firefox and WebKit for the tests of other engines. Run as a script it prints a line for each.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { installFromDebian } from './debian.ts'

/** WebKitGTK as its driver starts it. */
export interface WebKit {
  driver: string
  /** The minimal browser of the WebKitGTK package. */
  browser: string
  /** The virtual display server. */
  display: string
}

/** The path of a Firefox that is installed on this machine. */
export const findFirefox = (): string | null => inPath('firefox-esr') ?? inPath('firefox')

/** WebKitGTK with its driver and a virtual display, if all of them are installed on this machine. */
export function findWebKit(): WebKit | null {
  const driver = inPath('WebKitWebDriver')
  const display = inPath('Xvfb')
  const browser = libraries().find(existsSync)
  return driver && display && browser ? { driver, display, browser } : null
}

function inPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path) && !isSnap(path)) ?? null
}

/** Ubuntu's Firefox is a script that starts a snap, whose temporary folder is not ours. */
const isSnap = (path: string) => path.startsWith('/snap/') || readFileSync(path, 'latin1').includes('/snap/bin/')

/** Where distributions install WebKitGTK's programs, newest version first. */
function libraries(): string[] {
  const roots = ['/usr/lib', '/usr/libexec', '/usr/lib64']
  const multiarch = existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu')) : []
  return [...roots, ...multiarch.map((name) => join('/usr/lib', name))].flatMap((folder) =>
    ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'].map((name) => join(folder, name, 'MiniBrowser')),
  )
}

/** The path of the program that reads the text of a PDF. */
export const findPdfToText = (): string | null => inPath('pdftotext')

/** The Debian packages that tests of other engines need, and which tests are skipped without them. */
const requirements = [
  { find: findFirefox, packages: ['firefox-esr'], tests: 'the tests in Firefox' },
  { find: () => findWebKit()?.driver ?? null, packages: ['webkit2gtk-driver', 'xvfb'], tests: 'the tests in WebKit' },
  { find: findPdfToText, packages: ['poppler-utils'], tests: 'the tests of what Chromium and Firefox print' },
]

if (import.meta.main) {
  for (const { find, packages, tests } of requirements) {
    const path = find() ?? (installFromDebian(...packages) ? find() : null)
    process.stdout.write(
      path === null
        ? `SKIPPED: ${tests}. On Debian, install what they need: apt-get install ${packages.join(' ')}\n`
        : `For ${tests}: ${path}\n`,
    )
  }
}
