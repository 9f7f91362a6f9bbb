import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Plugin } from 'vite'

import { codecs, isCompressible, isEncodedFile } from '../node/files/content-encoding.ts'
import { afterBuild } from './after-build.ts'

/**
 * Compresses the client's files at the highest level, so that a server only reads them. Without the page itself: each
 * server writes its settings into it.
 */
export const precompress = (): Plugin =>
  afterBuild('linq-precompress', (folder) => {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name === 'index.html' || isEncodedFile(entry.name)) continue
      const path = join(entry.parentPath, entry.name)
      const content = readFileSync(path)
      if (!isCompressible(entry.name, content.length)) continue
      for (const { suffix, compress } of Object.values(codecs))
        writeFileSync(`${path}${suffix}`, compress(content, 'build'))
    }
  })
