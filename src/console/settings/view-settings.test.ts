import { expect, test } from 'vitest'

import { persistentSearch } from './view-settings.ts'

test('keeps the view settings and no other parameter', () => {
  expect(persistentSearch(new URLSearchParams('theme=dark&sort=id&filter=555&mask=1&ids=1,2&tz=Asia/Kolkata'))).toBe(
    '?mask=1&theme=dark&tz=Asia%2FKolkata',
  )
  expect(persistentSearch(new URLSearchParams('theme=dark&amp;mask=1'))).toBe('?mask=1&theme=dark')
  expect(persistentSearch(new URLSearchParams('filter=555&hold=offline&open=help'))).toBe('')
  const pins = 'shot=1&now=2026-01-01T00:00:00Z&motion=off&chrome=off&lang=en-XA'
  expect(new URLSearchParams(persistentSearch(new URLSearchParams(pins)))).toEqual(new URLSearchParams(pins))
})
