import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import budget from './budget.json' with { type: 'json' }
import { client, firstScripts, stackAlone } from './stack-alone.ts'

const size = (code: string | Buffer) => gzipSync(code, { level: 9 }).length

test('the script of a first load is within 20 % of React, router and query alone', { timeout: 60_000 }, async () => {
  const alone = (await stackAlone()).reduce((sum, code) => sum + size(code), 0)
  const scripts = firstScripts()
  const first = scripts.reduce((sum, path) => sum + size(readFileSync(path)), 0)
  const parts = readdirSync(join(client, 'assets')).filter((name) => name.endsWith('.js'))
  process.stdout.write(
    `First load: ${first} bytes of script (gzip) in ${scripts.length} files; the stack alone ${alone}; ratio ${(first / alone).toFixed(3)}. On demand: ${parts.length - 1} parts.\n`,
  )
  // An empty list would be within any bound.
  expect(scripts.length).toBeGreaterThan(0)
  expect(first / alone).toBeLessThanOrEqual(budget.firstLoadScriptToTheStackAlone)
  expect(first).toBeLessThanOrEqual(budget.firstLoadScript)
  // The copy menu, the help, the response, several chats and failures come on demand.
  expect(parts.length).toBeGreaterThan(7)
})
