import { expect, test } from 'vitest'

import { keptSearch } from './view-settings.ts'

test('keeps how the page looks from page to page, and nothing of the page itself', () => {
  expect(keptSearch(new URLSearchParams('theme=dark&sort=id&filter=555&mask=1&ids=1,2&tz=Asia/Kolkata'))).toBe(
    '?theme=dark&mask=1&tz=Asia%2FKolkata',
  )
  expect(keptSearch(new URLSearchParams('filter=555'))).toBe('')
})
