import { expect, test } from 'vitest'

import { maskParameter } from './mask-parameter.ts'

const read = (search: string) => maskParameter(new URLSearchParams(search))

test.each(['mask=0', 'mask=false', 'mask=no', 'mask=off', 'theme=dark&mask=0', 'mask=0&mask=no', 'shot=1&mask=0'])(
  '%s shows',
  (search) => {
    expect(read(search)).toBe(false)
  },
)

test.each(['', 'theme=dark', 'ids=45,46'])('%j does not say', (search) => {
  expect(read(search)).toBeNull()
})

test.each(['shot=1', 'shot=1&mask=', 'shot=1&mask=2', 'shot=1&mask=0.', 'shot=1&mask=true', 'mask=1', 'mask=0&mask=1'])(
  '%s hides',
  (search) => {
    expect(read(search)).toBe(true)
  },
)
