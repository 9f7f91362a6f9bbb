import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { encodeFile, isCompressible, isEncodedFile } from '../../src/hosts/node/files/content-encoding.ts'
import { root } from '../support/servers.ts'

const client = join(root, 'dist/client')
const files = readdirSync(client, { recursive: true, encoding: 'utf8' })

test('the build compresses every file that becomes smaller, except the HTML page', () => {
  const compressible = files.filter(
    (name) =>
      /\.\w+$/.test(name) && !isEncodedFile(name) && isCompressible(name, readFileSync(join(client, name)).length),
  )
  expect(compressible).toContain('index.html')
  const expected = compressible.flatMap((name) => (name === 'index.html' ? [] : [`${name}.br`, `${name}.gz`]))
  expect(files.filter(isEncodedFile).toSorted()).toEqual(expected.toSorted())
})

test('a server uses the build’s compressed files, which are at most as large as its own', () => {
  for (const name of files.filter((file) => file.endsWith('.br'))) {
    const content = readFileSync(join(client, name.slice(0, -3)))
    const built = readFileSync(join(client, name))
    expect(encodeFile(name, content, (suffix) => (suffix === '.br' ? built : null)).br, name).toBe(built)
    expect(built.length, name).toBeLessThanOrEqual(encodeFile(name, content, () => null).br?.length ?? 0)
  }
})
