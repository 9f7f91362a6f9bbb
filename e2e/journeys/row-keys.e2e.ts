import type { Page } from '@playwright/test'

import { expect, test } from '../support/test.ts'

/** What has the focus: its row and its label or text. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document
    const row = activeElement?.closest('tr[data-handle-id]')?.getAttribute('data-handle-id')
    return `${row ?? 'outside'}: ${activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? ''}`
  })

test('the rows are one stop of the Tab key, and the arrow keys move within them', async ({ page }) => {
  await page.goto('/chats/102')
  await expect(page.locator('main')).toHaveAttribute('data-drift', '0')
  const lastHead = page.getByRole('columnheader', { name: 'Handle ID' }).getByRole('button')
  const request = page.locator('summary').first()
  await lastHead.focus()
  const steps: [key: string, expected: string][] = [
    ['Tab', '300: Copy number'],
    ['ArrowUp', '300: Copy number'],
    ['ArrowDown', '301: Copy number'],
    ['ArrowRight', '301: 2025-06-02 09:01:00 -05:00'],
    ['ArrowDown', '302: 2025-06-03 09:02:00 -05:00'],
    ['ArrowRight', '302: Copy handle ID'],
    ['ArrowRight', '302: Copy handle ID'],
    ['ArrowUp', '301: Copy handle ID'],
    ['ArrowLeft', '301: 2025-06-02 09:01:00 -05:00'],
  ]
  for (const [key, expected] of steps) {
    await page.keyboard.press(key)
    expect(await focused(page), key).toBe(expected)
  }
  await page.keyboard.press('Tab')
  await expect(request).toBeFocused()
  // Back to where it was.
  await page.keyboard.press('Shift+Tab')
  expect(await focused(page)).toBe('301: 2025-06-02 09:01:00 -05:00')
  await page.keyboard.press('Shift+Tab')
  await expect(lastHead).toBeFocused()
})

test('the focus moves to rows below the window, and back up to rows that no head covers', async ({ page }) => {
  await page.goto('/chats/102')
  await expect(page.locator('main')).toHaveAttribute('data-drift', '0')
  await page.getByRole('button', { name: 'Copy number' }).first().focus()
  for (let step = 0; step < 31; step += 1) await page.keyboard.press('ArrowDown')
  expect(await focused(page)).toBe('331: Copy number')
  await expect(page.locator(':focus')).toBeInViewport()
  for (let step = 0; step < 31; step += 1) {
    await page.keyboard.press('ArrowUp')
    const isCovered = await page.evaluate(() => {
      const { left, top } = document.activeElement?.getBoundingClientRect() ?? new DOMRect()
      return document.elementFromPoint(left + 1, top + 1)?.closest('header, thead') !== null
    })
    expect(isCovered, await focused(page)).toBe(false)
  }
  expect(await focused(page)).toBe('300: Copy number')
})

test('rows that a filter shows again are no further stops', async ({ page }) => {
  await page.goto('/chats/102')
  await expect(page.locator('main')).toHaveAttribute('data-drift', '0')
  const filter = page.getByLabel('Filter participants')
  await filter.fill('331')
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(1)
  await filter.fill('')
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(32)
  await page.getByRole('columnheader', { name: 'Handle ID' }).getByRole('button').focus()
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('300: Copy number')
  await page.keyboard.press('Tab')
  await expect(page.locator('summary').first()).toBeFocused()
})
