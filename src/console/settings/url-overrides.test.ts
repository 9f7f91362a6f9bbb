import { expect, test } from 'vitest'

import { readNow } from './url-overrides.ts'

test.each([
  '2026-03-04T05:06:07Z',
  '2026-03-04T05:06:07.000Z',
  '2026-03-04T10:36:07+05:30',
  '2026-03-04T00:06:07-05:00',
])('%s is a time', (text) => {
  expect(readNow(text)).toBe(Date.UTC(2026, 2, 4, 5, 6, 7))
})

test.each(['', 'yesterday', '2026-03-04', '2026-03-04T05:06:07', '2026-13-04T05:06:07Z'])(
  '%j is not an ISO time with a zone',
  (text) => {
    expect(readNow(text)).toBeNull()
  },
)
