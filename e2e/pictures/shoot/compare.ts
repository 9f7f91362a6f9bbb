import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'

import { type Renderer, type Manifest, type Picture, sha256, writeWhole } from './manifest.ts'

/** How a picture compares with the accepted one of the same name. */
export interface Comparison {
  name: string
  /** `similar`: other bytes, and no difference above the threshold. */
  verdict: 'same' | 'similar' | 'changed' | 'new' | 'missing' | 'failed'
  /** The number of pixels that differ by more than the threshold. */
  pixels?: number
  /** More about it, e.g. that the sizes differ or why the picture was not taken. */
  note?: string
}

/** The verdicts that fail a comparison. */
export const faults: readonly Comparison['verdict'][] = ['changed', 'new', 'missing', 'failed']

interface Comparing {
  /** The folder and the list of the pictures that were taken. */
  taken: { folder: string; manifest: Manifest }
  baseline: { folder: string; manifest: Manifest }
  /** How much a pixel's color may differ before it counts, 0 to 1. */
  threshold: number
  /** Whether the run was of the whole catalogue, so that a picture that was not taken is missing. */
  isWholeCatalogue: boolean
}

const major = ({ version }: Renderer) => version.split('.', 1)[0]
const describe = ({ browser, version, platform, arch }: Renderer) => `${browser} ${version} on ${platform} ${arch}`

/**
 * Why two sets of pictures cannot be compared and what to do, in a sentence; null if they can. Another browser or machine
 * paints the same page with other pixels, which would all look like changes.
 */
export function incomparable(renderer: Renderer, baseline: Renderer): string | null {
  const same =
    renderer.browser === baseline.browser && major(renderer) === major(baseline) && renderer.arch === baseline.arch
  if (same && renderer.platform === baseline.platform) return null
  return `The baseline was rendered by ${describe(baseline)}, these pictures by ${describe(renderer)}. Their pixels cannot be compared. Compare where the baseline’s browser is (on Linux x64 it comes with npm ci; leave CHROMIUM_PATH unset), or take a baseline of your own there with: npm run shoot -- accept --baseline <folder>`
}

/** Compares pictures with the baseline, first by bytes and then by pixels. Writes a picture of each difference. */
export function compare({ taken, baseline, threshold, isWholeCatalogue }: Comparing): Comparison[] {
  const before = new Map(baseline.manifest.pictures.map((picture) => [picture.name, picture]))
  const now = new Set(taken.manifest.pictures.map(({ name }) => name))
  for (const folder of ['baseline', 'difference']) {
    rmSync(join(taken.folder, folder), { recursive: true, force: true })
    mkdirSync(join(taken.folder, folder), { recursive: true })
  }
  const failed = (taken.manifest.failed ?? []).map(({ name, reason }): Comparison => ({
    name,
    verdict: 'failed',
    note: reason,
  }))
  const isFailed = new Set(failed.map(({ name }) => name))
  const missing = isWholeCatalogue
    ? [...before.values()]
        .filter(({ name }) => !now.has(name) && !isFailed.has(name))
        .map((picture): Comparison => {
          if (existsSync(join(baseline.folder, picture.file))) copyBaseline(picture)
          return { name: picture.name, verdict: 'missing' }
        })
    : []
  return [...taken.manifest.pictures.map(compareOne), ...missing, ...failed]

  function copyBaseline({ file }: Picture) {
    copyFileSync(join(baseline.folder, file), join(taken.folder, 'baseline', file))
  }

  function compareOne(picture: Picture): Comparison {
    const { name, file } = picture
    const old = before.get(name)
    if (!old) return { name, verdict: 'new' }
    const [bytes, oldBytes] = [readIfThere(join(taken.folder, file)), readIfThere(join(baseline.folder, old.file))]
    // The lists alone prove nothing: the files are read too.
    if (!bytes || sha256(bytes) !== picture.sha256)
      return { name, verdict: 'failed', note: 'The picture is not the one that was taken. Take it again.' }
    if (!oldBytes || sha256(oldBytes) !== (old.stored ?? old.sha256))
      return {
        name,
        verdict: 'failed',
        note: 'The baseline’s file is not the one its manifest names. Restore it from the repository.',
      }
    if (old.sha256 === picture.sha256) return { name, verdict: 'same' }
    const [a, b] = [PNG.sync.read(oldBytes), PNG.sync.read(bytes)]
    const size = { width: Math.max(a.width, b.width), height: Math.max(a.height, b.height) }
    const difference = new PNG(size)
    const pixels = pixelmatch(onto(a, size), onto(b, size), difference.data, size.width, size.height, {
      threshold,
      // An edge that moved by half a pixel is a change: the same browser paints it the same each time.
      includeAA: true,
    })
    const resized = a.width !== b.width || a.height !== b.height
    if (pixels === 0 && !resized) return { name, verdict: 'similar', pixels }
    copyBaseline(old)
    writeWhole(join(taken.folder, 'difference', file), PNG.sync.write(difference))
    return {
      name,
      verdict: 'changed',
      pixels,
      ...(resized && { note: `${a.width} × ${a.height} before, ${b.width} × ${b.height} now` }),
    }
  }
}

const readIfThere = (path: string) => (existsSync(path) ? readFileSync(path) : null)

/** A picture's pixels in a larger picture, so that two of different heights can be compared. */
function onto(picture: PNG, size: { width: number; height: number }): Buffer {
  const sheet = new PNG({ ...size, fill: true })
  PNG.bitblt(picture, sheet, 0, 0, picture.width, picture.height, 0, 0)
  return sheet.data
}
