import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import budget from './budget.json' with { type: 'json' }
import { client, firstScripts, stackAlone } from './stack-alone.ts'

const size = (code: string | Buffer) => gzipSync(code, { level: 9 }).length

test(
  'the scripts of a first load are at most 15 % larger than React, router and query alone',
  { timeout: 60_000 },
  async () => {
    const alone = (await stackAlone()).reduce((sum, code) => sum + size(code), 0)
    const scripts = firstScripts()
    const first = scripts.reduce((sum, path) => sum + size(readFileSync(path)), 0)
    const chunks = readdirSync(join(client, 'assets')).filter((name) => name.endsWith('.js'))
    process.stdout.write(
      `First load: ${first} bytes of script (gzip) in ${scripts.length} files; the stack alone ${alone}; ratio ${(first / alone).toFixed(3)}. On demand: ${chunks.length - 1} chunks.\n`,
    )
    // An empty list would meet any limit.
    expect(scripts.length).toBeGreaterThan(0)
    expect(first / alone).toBeLessThanOrEqual(budget.firstLoadScriptToTheStackAlone)
    expect(first).toBeLessThanOrEqual(budget.firstLoadScript)
    // Each page, the help and the pictures are on demand.
    expect(chunks.length).toBeGreaterThan(7)
  },
)

test('the page preloads its font in the body, where that delays no paint', () => {
  const [head = '', body = ''] = readFileSync(join(client, 'index.html'), 'utf8').split('<body>')
  expect(body).toMatch(/<link\s+rel="preload"\s+as="font"/)
  expect(head).not.toContain('as="font"')
})
