import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Plugin } from 'vite'

import { afterBuild } from './after-build.ts'

/** Matches the tag of a script or stylesheet, up to the end of its URL. */
const resourceTag = /<(?:script\b[^>]*\bsrc|link\b[^>]*\brel="stylesheet"[^>]*\bhref)="\/([^"]+)"/g

/**
 * Adds the hash of each script and stylesheet to its tag (subresource integrity), so that the browser refuses a changed
 * file. Lazy chunks are not covered: that takes an import map with the hash of each, which the page would have to load
 * before its first script.
 */
export const integrity = (): Plugin =>
  afterBuild('linq-integrity', (folder) => {
    const page = join(folder, 'index.html')
    const hashOf = (file: string) =>
      createHash('sha384')
        .update(readFileSync(join(folder, file)))
        .digest('base64')
    const html = readFileSync(page, 'utf8')
    writeFileSync(
      page,
      html.replace(resourceTag, (tag, file: string) => `${tag} integrity="sha384-${hashOf(file)}"`),
    )
  })
