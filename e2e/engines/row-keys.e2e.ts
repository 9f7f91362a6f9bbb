import { expect, faults, test, untilHydrated } from './test.ts'

/** The row and the label of what has the focus. */
function findFocused(): string {
  const { activeElement } = document
  const row = activeElement?.closest('tr[data-handle-id]')?.getAttribute('data-handle-id')
  return `${row ?? 'outside'}: ${activeElement?.getAttribute('aria-label') ?? ''}`
}

test('the rows are one stop of the Tab key, and the arrow keys move within them', async ({ tab, relay }) => {
  await tab.open(`${relay.url}/chats/102`)
  await untilHydrated(tab)
  await tab.until(() => document.querySelector('main[data-drift]') !== null)
  await tab.evaluate(() => document.querySelector<HTMLElement>('th:last-child button')?.focus())
  for (const [key, expected] of [
    ['Tab', '300: Copy number'],
    ['ArrowDown', '301: Copy number'],
    ['ArrowRight', '301: '],
    ['ArrowRight', '301: Copy handle ID'],
    ['ArrowUp', '300: Copy handle ID'],
    ['Tab', 'outside: '],
  ] as const) {
    await tab.press(key)
    expect(await tab.evaluate(findFocused), key).toBe(expected)
  }
  expect(await faults(tab)).toEqual([])
})
