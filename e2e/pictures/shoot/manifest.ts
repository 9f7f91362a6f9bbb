import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What rendered the pictures. Two sets are comparable only if it was the same browser on the same kind of machine. */
export interface Renderer {
  /** As the browser names itself, e.g. `HeadlessChrome`. */
  browser: string
  version: string
  /** Whether it is the project's own browser, which renders the baseline. */
  pinned: boolean
  platform: string
  arch: string
  /** The versions of the font packages; fonts of the machine are not used. */
  fonts: Record<string, string>
  /** The command-line switches that change pixels. */
  flags: readonly string[]
}

/** A picture that was taken. */
export interface Picture {
  name: string
  /** Its file in the folder of the manifest. */
  file: string
  /** The page, without its origin. */
  path: string
  /** The page's absolute URL; a baseline has none, since it belongs to no running console. */
  url?: string
  /** CSS pixels; the picture itself may be taller, it shows the whole page. */
  viewport: { width: number; height: number }
  theme: string
  /** The page's `data-state`. */
  state: string
  masked: boolean
  /** SHA-256 of the PNG as the browser wrote it. */
  sha256: string
  /** SHA-256 of the file, if it has been optimized. */
  stored?: string
}

/** A picture that was not taken, and why. */
export interface Failed {
  name: string
  path: string
  reason: string
}

/** The list beside the pictures of a folder. */
export interface Manifest {
  /** Pictures of a run, which the next run into the folder replaces, or accepted ones. */
  holds: 'shots' | 'baseline'
  renderer: Renderer
  /** The console's build; a baseline has none, since it outlives builds. */
  build?: string
  /** The source of its data. */
  source?: string
  pictures: Picture[]
  failed?: Failed[]
  /** Whether the run was stopped early. */
  interrupted?: true
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const file = (folder: string) => join(folder, 'manifest.json')

/** Why a command cannot continue, and what to do. */
export class Refusal extends Error {}

/**
 * The manifest of a folder, or null if it has none.
 * @throws Refusal if it cannot be read.
 */
export function readManifest(folder: string): Manifest | null {
  if (!existsSync(file(folder))) return null
  const manifest: Manifest = readJson(file(folder))
  return manifest
}

/**
 * Reads a JSON file that this command has written.
 * @throws Refusal if it is damaged.
 */
export function readJson(path: string): ReturnType<typeof JSON.parse> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new Refusal(`${path} is damaged. Take it back from the repository, or delete its folder and run again.`)
  }
}

export const writeManifest = (folder: string, manifest: Manifest): void =>
  writeWhole(file(folder), `${JSON.stringify(manifest, null, 2)}\n`)

/** Writes a file atomically: if the process is stopped, there is no incomplete file. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.part`, content)
  renameSync(`${path}.part`, path)
}
