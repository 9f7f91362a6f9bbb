import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Comparison } from './compare.ts'
import { type Manifest, writeWhole } from './manifest.ts'

/** One card of the sheet; URLs are relative to it. */
interface Item {
  name: string
  note: string
  isFault: boolean
  now?: string
  before?: string
  difference?: string
  width?: number
  height?: number
}

const titles: Record<Comparison['verdict'], string> = {
  changed: 'Changed',
  new: 'New',
  missing: 'Missing',
  failed: 'Not taken',
  similar: 'Below the threshold',
  same: 'The same',
}

const readPart = (name: string) => readFileSync(join(import.meta.dirname, 'sheet', name), 'utf8')

/**
 * Writes `index.html` next to the pictures: a page that opens without a server and contains everything but the pictures.
 * @param comparisons null if nothing was compared.
 */
export function writeContactSheet(folder: string, manifest: Manifest, comparisons: readonly Comparison[] | null): void {
  const items = manifest.pictures.map(({ name, file, state, viewport, masked }): Item => ({
    name,
    note: `${state} · ${viewport.width} px · personal data ${masked ? 'hidden' : 'shown'}`,
    isFault: false,
    now: encodeURI(file),
    width: viewport.width,
    height: viewport.height,
  }))
  const byName = new Map(items.map((item) => [item.name, item]))
  const card = ({ name, verdict, pixels, note }: Comparison): Item => {
    const facts = [pixels && `${pixels} pixels differ`, note].filter(Boolean).join(' · ')
    const file = encodeURI(`${name}.png`)
    return {
      ...(byName.get(name) ?? { name }),
      note: facts || (byName.get(name)?.note ?? ''),
      isFault: verdict !== 'same' && verdict !== 'similar',
      ...((verdict === 'changed' || verdict === 'missing') && { before: `baseline/${file}` }),
      ...(verdict === 'changed' && { difference: `difference/${file}` }),
    }
  }
  const failed = (manifest.failed ?? []).map(({ name, reason }): Item => ({ name, note: reason, isFault: true }))
  const groups = comparisons
    ? Object.entries(titles).map(([verdict, title]) => ({
        title,
        items: comparisons.filter((one) => one.verdict === verdict).map(card),
      }))
    : [
        { title: 'Not taken', items: failed },
        { title: 'Pictures', items },
      ]
  const { browser, version, arch, pinned } = manifest.renderer
  const summary = [
    `${manifest.pictures.length} pictures`,
    `${browser} ${version} on ${arch}${pinned ? '' : ' (not the baseline’s browser)'}`,
    manifest.build && `console ${manifest.build}`,
    manifest.source,
    manifest.interrupted && 'stopped early',
  ]
    .filter(Boolean)
    .join(' · ')
  const data = JSON.stringify({ summary, groups: groups.filter((group) => group.items.length > 0) })
  // Functions, since a replacement text gives `$` a meaning.
  const html = readPart('sheet.html')
    .replace('/*style*/', () => readPart('sheet.css'))
    .replace('/*data*/', () => data.replaceAll('<', '\\u003c'))
    .replace('/*script*/', () => readPart('sheet.js'))
  writeWhole(join(folder, 'index.html'), html)
}
