import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { encodeFile, isCompressible, negotiateEncoding } from './content-encoding.ts'

const content = Buffer.from('export {}\n'.repeat(500))
const all = encodeFile('/a.js', content, () => null)

test.each([
  ['', 'identity'],
  ['br', 'br'],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['zstd, deflate', 'identity'],
  ['br;q=0.5, gzip', 'gzip'],
  ['br;q=0.5, gzip;q=0.5', 'br'],
  ['br;q=0, gzip;q=0.8', 'gzip'],
  ['br;q=0.000, gzip;q=0', 'identity'],
  ['*', 'br'],
  ['br;q=0, *;q=0.1', 'gzip'],
  ['identity, br;q=0.5', 'identity'],
  ['identity;q=0.5, br;q=0.5', 'br'],
  ['identity;q=0.2, *', 'br'],
  ['GZIP ; Q=1.0', 'gzip'],
  ['br;q=high, gzip', 'gzip'],
])('answers "%s" with %s', (accepted, encoding) => {
  expect(negotiateEncoding(accepted, all)).toBe(encoding)
})

test('chooses among the available encodings', () => {
  expect(negotiateEncoding('br, gzip', { identity: content })).toBe('identity')
})

test('uses the encoded file of the build', () => {
  // Another level than our own, so that the two differ.
  const built = new Map([
    ['.br', brotliCompressSync(content, { params: {} })],
    ['.gz', gzipSync(content, { level: 1 })],
  ])
  const { br, gzip } = encodeFile('/a.js', content, (suffix) => built.get(suffix) ?? null)
  expect([br, gzip]).toEqual([built.get('.br'), built.get('.gz')])
})

test.each([
  ['of another file', brotliCompressSync('export { another }')],
  ['truncated', brotliCompressSync(content).subarray(0, 9)],
  ['not compressed', content],
])('encodes again what is %s', (_, found) => {
  const { br } = encodeFile('/a.js', content, (suffix) => (suffix === '.br' ? Buffer.from(found) : null))
  expect(br && brotliDecompressSync(br).equals(content)).toBe(true)
})

test('does not compress what would not get smaller', () => {
  expect(['/a.woff2', '/a.png', '/a.js'].map((name) => isCompressible(name, 5000))).toEqual([false, false, true])
  expect([1023, 1024].map((length) => isCompressible('/a.js', length))).toEqual([false, true])
})
