import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import init, { optimise } from '@jsquash/oxipng/codec/pkg/squoosh_oxipng.js'

import type { Comparison } from './compare.ts'
import { type Manifest, type Picture, readManifest, sha256, writeManifest, writeWhole } from './manifest.ts'

interface Accepting {
  taken: { folder: string; manifest: Manifest }
  /** The last comparison; null if there was no baseline. */
  comparisons: readonly Comparison[] | null
  /** The baseline's folder; created if it does not exist. */
  baseline: string
  /** The pictures to accept; empty for all. */
  names: readonly string[]
  onDone: () => void
}

/** The names of the changed files of the baseline. */
export interface Accepted {
  written: string[]
  removed: string[]
}

/**
 * Copies changed and new pictures into the baseline and removes those that are missing. Pictures that are the same, or
 * differ below the threshold, stay as they are. The files are optimized.
 */
export async function accept({ taken, comparisons, baseline, names, onDone }: Accepting): Promise<Accepted> {
  const isWanted = (name: string) => names.length === 0 || names.includes(name)
  const verdicts = new Map(comparisons?.map(({ name, verdict }) => [name, verdict]))
  const verdict = (name: string) => verdicts.get(name) ?? (comparisons ? 'same' : 'new')
  const writes = taken.manifest.pictures.filter(({ name }) => isWanted(name) && /changed|new/.test(verdict(name)))
  const before = readManifest(baseline)
  const removed = (before?.pictures ?? []).filter(({ name }) => isWanted(name) && verdicts.get(name) === 'missing')
  mkdirSync(baseline, { recursive: true })
  const written: Picture[] = []
  for (const picture of writes) {
    const png = await optimize(readFileSync(join(taken.folder, picture.file)))
    writeWhole(join(baseline, picture.file), png)
    const { url: _, ...lasting } = picture
    written.push({ ...lasting, stored: sha256(png) })
    onDone()
  }
  for (const { file } of removed) rmSync(join(baseline, file), { force: true })
  const kept = new Map((before?.pictures ?? []).map((picture) => [picture.name, picture]))
  for (const { name } of removed) kept.delete(name)
  for (const picture of written) kept.set(picture.name, picture)
  // In the order in which they were taken, so that a new picture changes the list in one place.
  const order = new Map(taken.manifest.pictures.map(({ name }, index) => [name, index]))
  const pictures = [...kept.values()].toSorted(
    (a, b) => (order.get(a.name) ?? Infinity) - (order.get(b.name) ?? Infinity),
  )
  if (written.length > 0 || removed.length > 0)
    writeManifest(baseline, { holds: 'baseline', renderer: taken.manifest.renderer, pictures })
  return { written: written.map(({ name }) => name), removed: removed.map(({ name }) => name) }
}

let ready: Promise<unknown> | undefined

/** The same pixels in fewer bytes. */
async function optimize(png: Buffer): Promise<Uint8Array> {
  // By default it would fetch its WebAssembly, and Node does not fetch files.
  const wasm = createRequire(import.meta.url).resolve('@jsquash/oxipng/codec/pkg/squoosh_oxipng_bg.wasm')
  await (ready ??= init(readFileSync(wasm)))
  const small = optimise(png, 2, false, true)
  return small.length < png.length ? small : png
}
