import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import init, { optimise } from '@jsquash/oxipng/codec/pkg/squoosh_oxipng.js'

import type { Comparison } from './compare.ts'
import { type Manifest, type Picture, readManifest, sha256, writeManifest, writeWhole } from './manifest.ts'

interface Accepting {
  taken: { folder: string; manifest: Manifest }
  /** What the last comparison found; null when there was no baseline to compare with. */
  comparisons: readonly Comparison[] | null
  /** The baseline's folder; made when it is not there. */
  baseline: string
  /** Only these; empty for all. */
  names: readonly string[]
  onDone: () => void
}

/** What became of the baseline. */
export interface Accepted {
  written: string[]
  removed: string[]
}

/**
 * Moves pictures that were taken into the baseline: changed and new ones, and out of it what is missing. What is the
 * same, or differs below the threshold, is never written again. The files are made as small as PNG allows.
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
    const png = await smaller(readFileSync(join(taken.folder, picture.file)))
    writeWhole(join(baseline, picture.file), png)
    const { url: _, ...lasting } = picture
    written.push({ ...lasting, stored: sha256(png) })
    onDone()
  }
  for (const { file } of removed) rmSync(join(baseline, file), { force: true })
  const kept = new Map((before?.pictures ?? []).map((picture) => [picture.name, picture]))
  for (const { name } of removed) kept.delete(name)
  for (const picture of written) kept.set(picture.name, picture)
  // In the order they were taken, so that a list that grows changes in one place.
  const order = new Map(taken.manifest.pictures.map(({ name }, index) => [name, index]))
  const pictures = [...kept.values()].toSorted(
    (a, b) => (order.get(a.name) ?? Infinity) - (order.get(b.name) ?? Infinity),
  )
  if (written.length > 0 || removed.length > 0)
    writeManifest(baseline, { holds: 'baseline', drawn: taken.manifest.drawn, pictures })
  return { written: written.map(({ name }) => name), removed: removed.map(({ name }) => name) }
}

let ready: Promise<unknown> | undefined

/** The same pixels in fewer bytes. */
async function smaller(png: Buffer): Promise<Uint8Array> {
  // By itself it would fetch its WebAssembly, which Node does not do from a file.
  const wasm = createRequire(import.meta.url).resolve('@jsquash/oxipng/codec/pkg/squoosh_oxipng_bg.wasm')
  await (ready ??= init(readFileSync(wasm)))
  const small = optimise(png, 2, false, true)
  return small.length < png.length ? small : png
}
