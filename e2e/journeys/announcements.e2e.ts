import type { Page } from '@playwright/test'

import { expect, test } from '../support/test.ts'

/** Records what the live regions of a page say, each text once for each time it appears. */
async function recordAnnouncements(page: Page): Promise<() => string[]> {
  const said: string[] = []
  await page.exposeFunction('say', (text: string) => said.push(text))
  await page.evaluate(() => {
    const last = new Map<Element, string>()
    const read = (say: (text: string) => void) => {
      for (const region of document.querySelectorAll('[role=status], [role=alert], [aria-live]')) {
        const text = region.textContent
        // A region that is mounted with its text is often not announced, but for alerts.
        const before = last.get(region) ?? (region.role === 'alert' ? '' : text)
        if (text !== before && text !== '') say(text)
        last.set(region, text)
      }
    }
    read(() => {})
    const say: unknown = Reflect.get(globalThis, 'say')
    new MutationObserver(() => read((text) => typeof say === 'function' && say(text))).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
    })
  })
  return () => said
}

test('ten actions are each announced once', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/chats/102')
  await expect(page.locator('html[data-shot=ready]')).toBeAttached()
  const said = await recordAnnouncements(page)
  const box = page.getByRole('textbox', { name: 'Chat ID' })
  const heading = (name: string) => page.getByRole('columnheader', { name }).getByRole('button')
  const notAnId =
    'A chat ID is a whole number such as 45, or a UUID. Chats are also found by a phone number or an email address.'
  const steps: [what: string, act: () => Promise<unknown>, announced: string[]][] = [
    ['a filter', () => page.getByLabel('Filter participants').pressSequentially('0131'), ['1 of 32']],
    ['no filter', () => page.getByLabel('Filter participants').fill(''), []],
    ['an order', () => heading('Joined').click(), ['Sorted by Joined, ascending']],
    ['the other order', () => heading('Joined').click(), ['Sorted by Joined, descending']],
    ['no order', () => heading('Joined').click(), ['Not sorted']],
    ['a copied value', () => page.getByRole('button', { name: 'Copy ID' }).press('Enter'), ['Copied.']],
    ['a copied link', () => page.keyboard.press('c'), ['Link copied.']],
    ['a typed text', () => box.pressSequentially(' nobody'), [notAnId]],
    ['a refusal', () => box.press('Enter'), [`Nothing opened. ${notAnId}`]],
    ['a pasted link', () => box.fill('http://localhost/chats/101'), ['Opens chat 101']],
    [
      'a refresh',
      () => page.getByRole('button', { name: 'Refresh' }).press('Enter'),
      ['Refreshing chat 102', 'Chat 102 loaded'],
    ],
  ]
  for (const [what, act, announced] of steps) {
    const before = said().length
    await act()
    await expect.poll(() => said().slice(before), { message: what }).toEqual(announced)
  }
  await box.press('Enter')
  await expect.poll(() => said().at(-1)).toBe('Chat 101 loaded')
})
