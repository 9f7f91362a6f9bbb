import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { minifySync, type Plugin } from 'vite'

import { afterBuild } from './after-build.ts'
import { withIntegrity } from './integrity.ts'

/** Matches the tag of the built stylesheet. */
const stylesheetTag = /<link\b[^>]*\brel="stylesheet"[^>]*\bhref="\/([^"]+)"[^>]*>/g

/** Modules of the chunks that hydrate a chat's page. They are named in a comment that `src/hosts/web/html-template.ts` reads. */
const hydrationModules = ['/console/chunks/chat.ts', '/console/chunks/deferred.ts']

/**
 * Inlines what the first paint needs: a script and the styles, 8 kB together with gzip, which would cost a round trip as
 * files. The page's security policy has their hashes.
 * The remaining scripts get their integrity.
 * @param script the path of the script that runs before hydration.
 */
export const inlineCritical = (script: string): Plugin => ({
  ...afterBuild('linq-inline', (folder, bundle) => {
    const page = join(folder, 'index.html')
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
    const files = new Set(
      hydrationModules.flatMap((path) => {
        const chunk = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(path)))
        if (!chunk) throw new Error(`No chunk of the client has ${path}. Correct the list of hydration modules.`)
        return [chunk.fileName, ...chunk.imports]
      }),
    )
    for (const { fileName, isEntry } of chunks) if (isEntry) files.delete(fileName)
    const html = readFileSync(page, 'utf8').replace(stylesheetTag, (_, file: string) => {
      const path = join(folder, file)
      const css = readFileSync(path, 'utf8').trim()
      rmSync(path)
      return `<style>${css}</style>`
    })
    const named = html
      .replaceAll(/<!--.*?-->/g, '')
      .replace('</head>', `  <!-- chat: ${[...files].join(' ')} -->\n  </head>`)
    writeFileSync(page, withIntegrity(named.replaceAll(/\n +/g, '\n'), folder))
  }),
  transformIndexHtml: () => [
    { tag: 'script', children: minifySync(script, readFileSync(script, 'utf8')).code, injectTo: 'head' },
  ],
})
