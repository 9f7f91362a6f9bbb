import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

import { client, firstScripts, stackAlone } from '../checks/stack-alone.ts'
import { atMost, kB, type Row, type Section, times } from './report.ts'

interface Size {
  plain: number
  gzip: number
  brotli: number
}

/** The total size of several texts, each compressed separately as by the server. */
function sizeOf(texts: readonly (string | Buffer)[]): Size {
  const sum = (measure: (text: Buffer) => number) =>
    texts.reduce((total, text) => total + measure(typeof text === 'string' ? Buffer.from(text) : text), 0)
  return {
    plain: sum((text) => text.length),
    gzip: sum((text) => gzipSync(text, { level: 9 }).length),
    brotli: sum((text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length),
  }
}

const row = (name: string, size: Size): Row => ({
  cells: [name, kB(size.plain), kB(size.gzip), kB(size.brotli)],
  values: { ...size },
})

/** Measures the size of the built console, and of its first-load script compared with its libraries alone. */
export async function benchBytes(): Promise<Section> {
  const assets = join(client, 'assets')
  const names = readdirSync(assets)
  const read = (paths: readonly string[]) => sizeOf(paths.map((path) => readFileSync(path)))
  const withEnding = (ending: string) => names.filter((name) => name.endsWith(ending)).map((name) => join(assets, name))
  const firstPaths = firstScripts()
  const chunks = withEnding('.js').filter((path) => !firstPaths.includes(path))
  const fonts = withEnding('.woff2')
  const [first, alone] = [read(firstPaths), sizeOf(await stackAlone())]
  const ratio = first.gzip / alone.gzip
  const fontBytes = read(fonts).plain
  return {
    title: 'Bytes',
    columns: ['plain', 'gzip', 'brotli', 'ratio'],
    rows: [
      {
        cells: [
          'first-load script, to the stack alone',
          kB(first.plain),
          kB(first.gzip),
          kB(first.brotli),
          times(ratio),
        ],
        target: atMost(ratio, 1.15),
        values: { ...first, ratio },
      },
      row('React, router and query alone', alone),
      row('HTML, its styles and the theme in it', read([join(client, 'index.html')])),
      row(`${chunks.length} scripts on demand`, read(chunks)),
      // The format is compressed. A browser loads only the ranges that a page's text needs.
      { cells: [`${fonts.length} fonts, all ranges`, kB(fontBytes)], values: { plain: fontBytes } },
    ],
  }
}
