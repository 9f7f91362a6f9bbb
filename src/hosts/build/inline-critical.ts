import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Plugin } from 'vite'

/** The built style sheet's place in the page. */
const styleSheet = /<link\b[^>]*\brel="stylesheet"[^>]*\bhref="\/([^"]+)"[^>]*>/g

/** Where the page of a chat says which parts it comes to life with; `src/hosts/web/html-template.ts` reads it. */
const partsOfChat = ['/drawn/come.ts', '/chat/details.tsx', '/copy/copy-control.tsx']

/**
 * Puts what the first paint needs into the page itself: the chosen theme and the styles. As files of their own they would
 * cost a round trip before anything can be seen; together they are 6 kB. The page's policy names their hashes.
 * @param theme the path of the script that chooses the theme.
 */
export const inline = (theme: string): Plugin => ({
  name: 'linq-inline',
  transformIndexHtml: () => [
    { tag: 'script', children: withoutComments(readFileSync(theme, 'utf8')), injectTo: 'head' },
  ],
  applyToEnvironment: ({ name }) => name === 'client',
  writeBundle: {
    order: 'post',
    sequential: true,
    handler({ dir = '' }, bundle) {
      const page = join(dir, 'index.html')
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const parts = new Set(
        partsOfChat.flatMap((path) => {
          const part = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(path)))
          return part ? [part.fileName, ...part.imports] : []
        }),
      )
      for (const { fileName, isEntry } of chunks) if (isEntry) parts.delete(fileName)
      const html = readFileSync(page, 'utf8').replace(styleSheet, (_, file: string) => {
        const path = join(dir, file)
        const css = readFileSync(path, 'utf8').trim()
        rmSync(path)
        return `<style>${css}</style>`
      })
      writeFileSync(page, html.replace('</head>', `  <!-- chat: ${[...parts].join(' ')} -->\n  </head>`))
    },
  },
})

const withoutComments = (script: string) => script.replace(/^\s*\/\/.*\n/gm, '').trim()
