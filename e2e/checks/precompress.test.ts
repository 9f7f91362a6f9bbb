import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { bodiesOf, isCompressedForm, isCompressible } from '../../src/hosts/node/files/content-encoding.ts'
import { root } from '../support/servers.ts'

const client = join(root, 'dist/client')
const files = readdirSync(client, { recursive: true, encoding: 'utf8' })

test('the build leaves both compressed forms beside each file that gets smaller, the page excepted', () => {
  const compressible = files.filter(
    (name) =>
      /\.\w+$/.test(name) && !isCompressedForm(name) && isCompressible(name, readFileSync(join(client, name)).length),
  )
  expect(compressible).toContain('index.html')
  const wanted = compressible.flatMap((name) => (name === 'index.html' ? [] : [`${name}.br`, `${name}.gz`]))
  expect(files.filter(isCompressedForm).toSorted()).toEqual(wanted.toSorted())
})

test('what it leaves is what a server takes, and smaller than what one would make as it starts', () => {
  for (const name of files.filter((file) => file.endsWith('.br'))) {
    const content = readFileSync(join(client, name.slice(0, -3)))
    const built = readFileSync(join(client, name))
    expect(bodiesOf(name, content, (suffix) => (suffix === '.br' ? built : null)).br, name).toBe(built)
    expect(built.length, name).toBeLessThanOrEqual(bodiesOf(name, content, () => null).br?.length ?? 0)
  }
})
