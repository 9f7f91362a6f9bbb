import { expect, test } from 'vitest'

import { maskParameter } from './mask-parameter.ts'

const read = (search: string) => maskParameter(new URLSearchParams(search))

test.each([
  'mask=1',
  'mask=1.',
  'mask=1)',
  'mask=1,',
  'mask=1%20',
  'mask=1%E2%80%9D',
  'mask=true',
  'mask=yes',
  'mask',
  'mask=',
  'mask=0.',
  'mask=00',
  'MASK=1',
  'mask=FALSE',
  '%6dask=1',
  'theme=dark&amp;mask=1',
  'theme=dark&amp;mask=0',
  'mask=0&mask=1',
  'tz=UTC?mask=1',
  'theme=dark;mask=1',
  '%3Fmask=1',
  ' mask=1',
  'shot=1',
  'shot=1.',
  'theme=dark&amp;shot=1',
  'shot=1&mask=',
])('%s hides', (search) => {
  expect(read(search)).toBe(true)
})

test.each(['mask=0', 'mask=false', 'mask=no', 'mask=off', 'theme=dark&mask=0', 'mask=0&mask=no', 'shot=1&mask=0'])(
  '%s shows',
  (search) => {
    expect(read(search)).toBe(false)
  },
)

test.each(['', 'theme=dark', 'ids=45,46'])('%j does not say', (search) => {
  expect(read(search)).toBeNull()
})
