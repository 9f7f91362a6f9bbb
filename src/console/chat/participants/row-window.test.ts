import { expect, test } from 'vitest'

import { rowRangeAt } from './row-window.ts'

const at = (place: Partial<Parameters<typeof rowRangeAt>[0]>) =>
  rowRangeAt({ top: 300, windowHeight: 900, rowHeight: 50, count: 100_000, moved: 0, ...place })

test('renders the visible rows and some beyond either edge', () => {
  expect(at({})).toEqual({ from: 0, to: 24 })
  const { from, to } = at({ top: -50_000 })
  expect(from).toBeLessThanOrEqual(1000 - 8)
  expect(to).toBeGreaterThanOrEqual(1000 + 18 + 8)
  expect(to - from).toBeLessThan(50)
})

test('renders more rows in the direction of a fast scroll', () => {
  const still = at({ top: -500_000 })
  const down = at({ top: -500_000, moved: 900 })
  expect(down.from).toBe(still.from)
  expect(down.to).toBeGreaterThanOrEqual(10_000 + 18 + 18)
  const up = at({ top: -500_000, moved: -900 })
  expect(up.from).toBeLessThanOrEqual(10_000 - 18)
  expect(up.to).toBe(still.to)
})

test('renders no more rows after a jump', () => {
  expect(at({ top: -500_000, moved: 400_000 })).toEqual(at({ top: -500_000 }))
})

test('stays within the list at any scroll position', () => {
  for (const count of [0, 1, 17, 18, 19, 100_000])
    for (const top of [1e9, 900, 0, -1, -100, -1e9])
      for (const moved of [0, 700, -700]) {
        const { from, to } = at({ count, top, moved })
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeLessThanOrEqual(count)
        // Past either end the nearest rows are there, for who comes back.
        expect(to - from).toBeGreaterThanOrEqual(Math.min(count, 18))
      }
})

test('keeps the range over small steps', () => {
  const drawn = new Set(Array.from({ length: 50 }, (_, step) => JSON.stringify(at({ top: -50_000 - step }))))
  expect(drawn.size).toBeLessThan(3)
})
