import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Plugin } from 'vite'

/** A script or stylesheet that a page names, up to the end of its address. */
const named = /<(?:script\b[^>]*\bsrc|link\b[^>]*\brel="stylesheet"[^>]*\bhref)="\/([^"]+)"/g

/**
 * Lets the browser refuse a script or stylesheet of the page that is not the one built with it. Parts that come on demand
 * are not covered: only an import map could name their hashes, and it has to stand inline, which the policy forbids.
 */
export const integrity = (): Plugin => ({
  name: 'linq-integrity',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client',
  // Once all is written: the hashes are of the bytes that are served, whatever another plugin did to them before.
  writeBundle: {
    order: 'post',
    sequential: true,
    handler({ dir = '' }) {
      const page = join(dir, 'index.html')
      const hashOf = (file: string) =>
        createHash('sha384')
          .update(readFileSync(join(dir, file)))
          .digest('base64')
      const html = readFileSync(page, 'utf8')
      writeFileSync(
        page,
        html.replace(named, (tag, file: string) => `${tag} integrity="sha384-${hashOf(file)}"`),
      )
    },
  },
})
