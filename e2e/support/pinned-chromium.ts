// The browser that renders the accepted pictures. It is an npm package, so every checkout on Linux x64 has the same one.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import { root } from './servers.ts'

const packageFolder = join(root, 'node_modules/@sparticuz/chromium')

/** A browser's executable, and the variables that its environment needs. */
export interface PinnedChromium {
  path: string
  /** The path of its bundled libraries, if this machine lacks them. */
  env: Record<string, string>
}

const isHere = () => process.platform === 'linux' && process.arch === 'x64' && existsSync(packageFolder)

const version = (): string => JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version

/** In the checkout and by version. The package would unpack into a shared folder, and not replace another version there. */
const home = () => join(root, `node_modules/.cache/chromium-${version()}`)

/** The pinned browser if it has been unpacked, else null. */
export function findPinned(): PinnedChromium | null {
  if (!isHere()) return null
  const path = join(home(), 'chromium')
  if (!existsSync(path)) return null
  const libraries = join(home(), 'al2023/lib')
  return { path, env: existsSync(libraries) ? { LD_LIBRARY_PATH: libraries } : {} }
}

/**
 * The pinned browser. Unpacks it the first time, which takes 2 s.
 * @returns null on a system that the package does not support.
 */
export async function unpackPinned(): Promise<PinnedChromium | null> {
  if (!isHere() || findPinned()) return findPinned()
  const { inflate } = await import('@sparticuz/chromium')
  const bin = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../bin')
  const draft = `${home()}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  // `inflate` writes into the folder for temporary files and nowhere else.
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = draft
  try {
    await inflate(join(bin, 'chromium.br'))
    if (lacksLibraries(join(draft, 'chromium'))) await inflate(join(bin, 'al2023.tar.br'))
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  try {
    renameSync(draft, home())
  } catch (error) {
    // Another process has unpacked it meanwhile.
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(home())) throw error
  }
  return findPinned()
}

function lacksLibraries(path: string): boolean {
  try {
    return execFileSync('ldd', [path], { encoding: 'utf8' }).includes('not found')
  } catch {
    return true
  }
}
