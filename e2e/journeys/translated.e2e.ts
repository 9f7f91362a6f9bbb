// The page with a program that rewrites its text, such as the browser's translator.
import type { Page } from '@playwright/test'

import { samples } from '../../src/sandbox/samples.ts'
import { faultsOf } from '../support/faults.ts'
import { expect, test } from '../support/test.ts'

const api = '**/api/partner/v2/chats/*'

/**
 * Replaces each text node by `<font><font>text</font></font>`, now and whenever the page changes, as Chrome's translator does.
 * It translates what is marked `translate="no"` too: other programs do.
 */
const translate = (page: Page) =>
  page.evaluate(() => {
    const translateAll = () => {
      observer.disconnect()
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const texts: Text[] = []
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (node instanceof Text && node.data.trim() && !node.parentElement?.closest('font, script, style'))
          texts.push(node)
      for (const text of texts) {
        const outer = document.createElement('font')
        outer.append(document.createElement('font'))
        outer.firstChild?.appendChild(document.createTextNode(text.data))
        text.replaceWith(outer)
      }
      observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    }
    const observer = new MutationObserver(translateAll)
    translateAll()
  })

/** The personal data on the page: the name and the addresses. */
const personalData = (page: Page) =>
  page
    .locator('[data-field=display_name], tr[data-handle-id] [data-field=phone_number]')
    .evaluateAll((values) => values.map((value) => value.textContent.trim()))
    .then((values) => values.filter((value) => value.length > 3 && !/^(?:No name|Not sent|Empty)$/.test(value)))

/** Everything in the document that could hold a value. */
const everything = (page: Page) => page.evaluate(() => document.body.textContent + document.body.outerHTML)

const ready = samples.filter(({ state }) => state === 'ready')

test('hiding leaves no personal data of a translated page', async ({ page }) => {
  test.slow()
  const faults = await faultsOf(page)
  for (const { id, label } of ready) {
    const name = `${id} (${label})`
    await page.goto(`/chats/${id}`)
    await expect(page.locator('main'), name).toHaveAttribute('data-drift')
    const before = await personalData(page)
    await translate(page)
    await page.getByRole('button', { name: 'Hide personal data' }).click()
    await expect(page.locator('main'), name).toHaveAttribute('data-masked', 'true')
    await expect(page.locator('main'), name).toHaveAttribute('data-state', 'ready')
    const after = await everything(page)
    for (const value of before) expect(after.includes(value), `${name}: ${value} is still there`).toBe(false)
    expect(faults, name).toEqual([])
  }
})

test('hiding leaves no personal data of a translated table of chats', async ({ page }) => {
  const faults = await faultsOf(page)
  await page.goto('/chats?ids=45,103,112,404')
  await expect(page.locator('main')).toHaveAttribute('aria-busy', 'false')
  await translate(page)
  const names = page.locator('[data-field=display_name]')
  await expect(names.first()).toHaveText('John Doe, Jane Smith')
  await page.getByRole('button', { name: 'Hide personal data' }).click()
  await expect(names).toHaveText(['Name hidden', 'Name hidden', 'Name hidden'])
  expect(await everything(page)).not.toContain('John Doe')
  expect(faults).toEqual([])
})

test('a refresh leaves no earlier value in a translated page', async ({ page }) => {
  test.slow()
  const faults = await faultsOf(page)
  for (const { id, label } of ready) {
    const name = `${id} (${label})`
    await page.goto(`/chats/${id}`)
    await expect(page.locator('main'), name).toHaveAttribute('data-drift')
    const before = await personalData(page)
    await translate(page)
    await page.route(api, (route) =>
      route.fulfill({
        json: {
          data: {
            id,
            display_name: 'Renewed',
            service: 'Other',
            group: 'maybe',
            message_count: 987,
            chat_handles: [{ id: 9, phone_number: 'renewed@example.org', service: 'Carrier', joined_at: 'recently' }],
          },
        },
      }),
    )
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.locator('main [data-field=display_name]'), name).toHaveText('Renewed')
    await expect(page.locator('main'), name).toHaveAttribute('aria-busy', 'false')
    await expect(page.locator('dd[data-field=service]'), name).toContainText('Other')
    await expect(page.locator('dd[data-field=service]'), name).not.toContainText(/iMessage|SMS|RCS/)
    await expect(page.locator('dd[data-field=message_count]'), name).toHaveText('987')
    await expect(page.locator('dd[data-field=participants]'), name).toHaveText('1')
    const row = page.locator('tr[data-handle-id]')
    await expect(row, name).toHaveCount(1)
    await expect(row.locator('[data-field=phone_number]'), name).toHaveText(/^renewed@example\.org(?:New)?$/)
    await expect(row.locator('[data-field=service]'), name).toContainText('Carrier')
    await expect(row.locator('[data-field=joined_at]'), name).toHaveText('recently')
    await expect(page.getByRole('button', { name: 'Refresh', exact: true }), name).toBeVisible()
    await expect(page.locator('pre[data-field=body]'), name).toContainText('Renewed')
    // Participants who left are listed.
    const left = await page.locator('[data-gone]').allTextContents()
    const shown = await page.evaluate(() => {
      const copy = document.body.cloneNode(true)
      if (copy instanceof HTMLElement) for (const gone of copy.querySelectorAll('[data-gone]')) gone.remove()
      return copy.textContent ?? ''
    })
    for (const value of before)
      if (!left.includes(value)) expect(shown.includes(value), `${name}: ${value} is still there`).toBe(false)
    expect(faults, name).toEqual([])
    await page.unroute(api)
  }
})
