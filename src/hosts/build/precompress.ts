import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Plugin } from 'vite'

import { isCompressedForm, isCompressible, methods } from '../node/files/content-encoding.ts'

/**
 * Compresses the client's files once, in the build, as hard as can be: a server then only reads them as it starts. The
 * page itself is left out, since what it has to know of the settings is written into it at each start.
 */
export const precompress = (): Plugin => ({
  name: 'linq-precompress',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client',
  // After every other plugin, for the bytes that are served.
  writeBundle: {
    order: 'post',
    sequential: true,
    handler({ dir = '' }) {
      for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || entry.name === 'index.html' || isCompressedForm(entry.name)) continue
        const path = join(entry.parentPath, entry.name)
        const content = readFileSync(path)
        if (!isCompressible(entry.name, content.length)) continue
        for (const { suffix, compress } of Object.values(methods))
          writeFileSync(`${path}${suffix}`, compress(content, 'build'))
      }
    },
  },
})
