// Every reserved ID of the sandbox: its state and its layout, and the values of a page whose text a program rewrites, such as
// the browser's translator.
import type { Page } from '@playwright/test'

import { type Sample, type SampleId, samples } from '../../src/sandbox/samples.ts'
import { faultsOf } from '../support/faults.ts'
import { startServer } from '../support/servers.ts'
import { expect, test } from '../support/test.ts'

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
    .locator('[data-field=display_name], tr[data-handle-id] [data-field=phone_number] bdi')
    .evaluateAll((values) => values.map((value) => value.textContent.trim()))
    .then((values) => values.filter((value) => value.length > 3 && !/^(?:No name|Missing|Empty)$/.test(value)))

/** Everything in the document that could hold a value. */
const everything = (page: Page) => page.evaluate(() => document.body.textContent + document.body.outerHTML)

const nameOf = ({ id, label }: Sample) => `${id} (${label})`

/** Expects a sample's state in its open page, and no sideways scroll. */
async function expectState(page: Page, sample: Sample) {
  const { id, state } = sample
  const shown = await page.evaluate(() => {
    const { view, state: current, chatId } = document.querySelector('main')?.dataset ?? {}
    return {
      view,
      state: current,
      chatId,
      isBusy: document.querySelector('main')?.ariaBusy,
      heading: document.querySelector('h1')?.textContent,
      field: document.querySelector<HTMLInputElement>('input[placeholder="Chat ID"]')?.value,
      sidewaysScroll: document.documentElement.scrollWidth - innerWidth,
    }
  })
  expect(shown, nameOf(sample)).toEqual({
    view: 'chat',
    state,
    chatId: id,
    isBusy: 'false',
    heading: expect.stringMatching(/\S/),
    field: id,
    sidewaysScroll: 0,
  })
}

/** Hides the personal data of a translated page and shows it again, and expects that none is left while it is hidden. */
async function expectHidden(page: Page, values: readonly string[], name: string) {
  const main = page.locator('main')
  const hide = page.locator('[data-action=hide]')
  await hide.click()
  await expect(main, name).toHaveAttribute('data-masked', 'true')
  await expect(main, name).toHaveAttribute('data-state', 'ready')
  const left = await everything(page)
  for (const value of values) expect(left.includes(value), `${name}: ${value} is not hidden`).toBe(false)
  await hide.click()
  await expect(main, name).not.toHaveAttribute('data-masked')
}

/** What the page shows of a chat, and its whole text, both without former values: the participants who left, and what the page marks as changed. */
const readChat = (page: Page) =>
  page.evaluate(() => {
    const copy = document.createElement('div')
    copy.append(...[...document.body.childNodes].map((node) => node.cloneNode(true)))
    const gone = [...copy.querySelectorAll('[data-gone], [data-before]')]
    for (const element of gone) element.remove()
    const texts = (selector: string) =>
      [...copy.querySelectorAll(selector)].map(({ textContent }) => textContent.trim())
    const values = {
      isBusy: copy.querySelector('main')?.ariaBusy,
      name: texts('main [data-field=display_name]'),
      service: texts('dd[data-field=service]'),
      messages: texts('dd[data-field=message_count]'),
      participants: texts('dd[data-field=participants]'),
      addresses: texts('tr[data-handle-id] [data-field=phone_number]'),
      services: texts('tr[data-handle-id] [data-field=service]'),
      joined: texts('tr[data-handle-id] [data-field=joined_at]'),
      body: texts('pre[data-field=body]'),
    }
    return { values, text: copy.textContent, gone: gone.map(({ textContent }) => textContent.trim()) }
  })

/** Refreshes a translated page with another answer, and expects that no earlier value is left. */
async function expectRefreshed(page: Page, id: string, values: readonly string[], name: string) {
  const answer = {
    id,
    display_name: 'Renewed',
    service: 'Other',
    group: 'maybe',
    message_count: 987,
    chat_handles: [{ id: 9, phone_number: 'renewed@example.org', service: 'Carrier', joined_at: 'recently' }],
  }
  await page.route('**/api/partner/v2/chats/*', (route) => route.fulfill({ json: { data: answer } }), { times: 1 })
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect
    .poll(async () => (await readChat(page)).values, name)
    .toEqual({
      isBusy: 'false',
      name: ['Renewed'],
      service: [expect.stringMatching(/^(?!.*(?:iMessage|SMS|RCS)).*Other/s)],
      messages: ['987'],
      participants: ['1'],
      addresses: [expect.stringMatching(/^renewed@example\.org(?:New)?$/)],
      services: [expect.stringContaining('Carrier')],
      joined: ['recently'],
      body: [expect.stringContaining('Renewed')],
    })
  await expect(page.getByRole('button', { name: 'Refresh', exact: true }), name).toBeVisible()
  const { text, gone } = await readChat(page)
  for (const value of values)
    if (!gone.includes(value)) expect(text.includes(value), `${name}: ${value} is still there`).toBe(false)
}

const narrow = { width: 320, height: 640 }

/** The samples that the page looks up itself: their lookup fails temporarily, or takes longer than the server waits. */
const lookedUpByPage: SampleId[] = ['500', '502', '503', '600', '800']
const isTimeout = ({ state }: Sample) => state === 'timeout'

// The server renders them, and a page without JavaScript opens in a fraction of the time. All share a test, since a
// failure names its sample.
test('every sample that the server renders has its state and no sideways scroll', async ({
  browser,
  sandboxConsole,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: narrow })
  const page = await context.newPage()
  for (const sample of samples.filter((one) => !lookedUpByPage.includes(one.id) && !isTimeout(one))) {
    const response = await page.goto(`${sandboxConsole.url}/chats/${sample.id}`)
    expect(response?.status(), nameOf(sample)).toBe(200)
    await expectState(page, sample)
  }
  await context.close()
})

/** Opens a sample in a page with JavaScript. */
async function openSample(page: Page, url: string, sample: Sample) {
  await page.setViewportSize(narrow)
  await page.goto(`${url}/chats/${sample.id}`)
  await page.waitForSelector('html[data-shot=ready]')
  await expectState(page, sample)
}

/** The samples that differ in the elements or in the kinds of values of their page. */
const translated: SampleId[] = [
  '9007199254740993',
  '102',
  '103',
  '105',
  '108',
  '111',
  '107',
  '121',
  '122',
  '124',
  '126',
  '127',
]
for (const half of [0, 1])
  test(`a translated page keeps no value that is hidden or refreshed, half ${half + 1} of the samples`, async ({
    page,
    sandboxConsole,
  }) => {
    const faults = await faultsOf(page)
    const members = samples.filter(({ id }) => translated.indexOf(id) % 2 === half)
    for (const sample of members) {
      await openSample(page, sandboxConsole.url, sample)
      const values = await personalData(page)
      await translate(page)
      await expectHidden(page, values, nameOf(sample))
      await expectRefreshed(page, sample.id, values, nameOf(sample))
      expect(faults, nameOf(sample)).toEqual([])
    }
  })

test('a page that looks its chat up itself, and one of each failure, reports no error', async ({
  page,
  sandboxConsole,
}) => {
  const faults = await faultsOf(page)
  const ids = new Set<SampleId>([...lookedUpByPage, '401', '404', '429', '601', '702'])
  for (const sample of samples.filter(({ id }) => ids.has(id))) {
    await openSample(page, sandboxConsole.url, sample)
    expect(faults, nameOf(sample)).toEqual([])
  }
})

test('an upstream that does not answer is a timeout', async ({ page }) => {
  const faults = await faultsOf(page)
  const hasty = await startServer('console', { LINQ_TIMEOUT_MS: '1000' })
  for (const sample of samples.filter(isTimeout)) await openSample(page, hasty.url, sample)
  expect(faults).toEqual([])
  await hasty.stop()
})

test('hiding leaves no personal data of a translated table of chats', async ({ page }) => {
  const faults = await faultsOf(page)
  await page.goto('/chats?ids=45,103,112,404')
  await expect(page.locator('main')).toHaveAttribute('aria-busy', 'false')
  await translate(page)
  const names = page.locator('[data-field=display_name]')
  await expect(names.first()).toHaveText('John Doe, Jane Smith')
  await page.locator('[data-action=hide]').click()
  await expect(names).toHaveText(['Name hidden', 'Name hidden', 'Name hidden'])
  expect(await everything(page)).not.toContain('John Doe')
  expect(faults).toEqual([])
})
