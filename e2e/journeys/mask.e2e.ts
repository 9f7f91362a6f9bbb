// Hidden personal data is nowhere: not in the page, its copies, its history or its storage. What needs no browser is in
// src/console/hidden.dom.test.tsx.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

import type { Page } from '@playwright/test'

import { portOf } from '../../src/hosts/node/http/listen.ts'
import { readClipboard } from '../support/clipboard.ts'
import { type RunningServer, startServer } from '../support/servers.ts'
import { lookUpFromPage, expect, test as base, token } from '../support/test.ts'

/** 70 people whose names, numbers and addresses, 210 in all, occur nowhere else. */
const people = Array.from({ length: 70 }, (_, index) => ({
  name: `Zyxel${index} Quaint${index}`,
  phone: `+1202${5_550_000 + index * 7}`,
  email: `zyxel${index}@quaint.example`,
}))
const personalData = /zyxel|quaint|\+?1?2025[0-9]{4}/i

const largeChat = (id: string) =>
  JSON.stringify({
    data: {
      id: Number(id),
      display_name: people.map(({ name }) => name).join(', '),
      service: 'iMessage',
      group: true,
      message_count: 12,
      owner: people[0],
      chat_handles: people.map(({ name, phone, email }, index) =>
        index % 2 === 0
          ? { id: index + 1, phone_number: phone, service: 'SMS', joined_at: '2025-05-21T15:30:00.000-05:00', name }
          : { id: index + 1, phone_number: email, service: name, joined_at: `with ${name}` },
      ),
    },
  })

/** A chat of API v3 with these people in every field that is a text, documented or not. */
const largeV3Chat = (id: string) =>
  JSON.stringify({
    id,
    display_name: people.map(({ phone, email }) => `${phone}, ${email}`).join(', '),
    service: people[0]?.name,
    is_group: true,
    is_archived: false,
    created_at: '2025-05-21T15:30:00Z',
    updated_at: `with ${people[1]?.name}`,
    group_chat_icon: `https://cdn.example.com/${people[2]?.name}.png`,
    health_status: {
      status: `${people[3]?.name} is at risk`,
      doc_url: `https://docs.example.com/${people[4]?.email}`,
      updated_at: people[5]?.phone,
    },
    owner: people[6],
    handles: people.flatMap(({ name, phone, email }) => [
      { id: name, handle: phone, service: 'SMS', joined_at: '2025-05-21T15:30:00Z', is_me: false },
      { handle: email, service: name, joined_at: `with ${name}`, left_at: `without ${name}`, status: name, name },
    ]),
  })

/** Starts an upstream whose chats have these people. */
async function startPeople() {
  const server = createServer(({ url = '' }, response) => {
    const id = url.split('/').at(-1) ?? ''
    response.setHeader('content-type', 'application/json')
    response.end(url.includes('/v3/') ? largeV3Chat(id) : largeChat(id))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${portOf(server.address())}`, stop }
}

const startUnmasked = async (upstream: string) =>
  await startServer('console', { LINQ_BASE_URL: upstream, LINQ_INTEGRATION_TOKEN: token })

const startAlwaysMasked = async (upstream: string) =>
  await startServer('console', { LINQ_BASE_URL: upstream, LINQ_INTEGRATION_TOKEN: token, MASK: 'always' })

/** Consoles whose upstream has these people: one with the default settings, one with MASK=always. */
const test = base.extend<{ unmasked: RunningServer; alwaysMasked: RunningServer; peopleUpstream: string }>({
  peopleUpstream: async ({ share }, use) => await use((await share(startPeople)).url),
  unmasked: async ({ share, peopleUpstream }, use) => await use(await share(startUnmasked, peopleUpstream)),
  alwaysMasked: async ({ share, peopleUpstream }, use) => await use(await share(startAlwaysMasked, peopleUpstream)),
})

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

/** All text of a page: its DOM, accessibility tree, title, history, storage, URL and cookies. */
async function everything(page: Page): Promise<Record<string, string>> {
  const cdp = await page.context().newCDPSession(page)
  const { nodes } = await cdp.send('Accessibility.getFullAXTree')
  return {
    dom: await page.content(),
    accessibility: JSON.stringify(nodes),
    title: await page.title(),
    page: await page.evaluate(() =>
      JSON.stringify([
        history.state,
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        location.href,
        document.cookie,
      ]),
    ),
  }
}

async function expectNoPersonalData(page: Page) {
  for (const [where, text] of Object.entries(await everything(page)))
    expect(personalData.exec(text)?.[0], where).toBeUndefined()
}

/** The items of the menu and their confirmations, so that an earlier confirmation is not accepted. */
const copies = {
  Link: 'Link copied.',
  ID: 'ID copied.',
  'JSON as received': 'JSON copied.',
  'cURL command': 'cURL copied.',
  'fetch call': 'fetch call copied.',
  'Markdown summary': 'Markdown copied.',
  'Participants table': 'Table copied.',
}

async function expectNoPersonalDataCopied(page: Page) {
  for (const [item, confirmation] of Object.entries(copies)) {
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByRole('list', { name: 'Copy as' }).getByRole('button', { name: item }).click()
    const notice = page.locator('[data-notice]')
    await expect(notice).toContainText(confirmation)
    await expect(notice).toContainText('Personal data is not included.')
    const copied = Object.values(await readClipboard(page)).join('\n')
    expect(copied, item).not.toBe('')
    expect(personalData.exec(copied)?.[0], item).toBeUndefined()
  }
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download CSV' }).click()
  expect(readFileSync(await (await downloading).path(), 'utf8')).not.toMatch(personalData)
}

test('the search for personal data finds it when nothing is hidden', async ({ page, unmasked }) => {
  await page.goto(`${unmasked.url}/chats/45`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  const found = await everything(page)
  expect(found['dom']).toMatch(personalData)
  expect(found['accessibility']).toMatch(personalData)
})

test('with mask=1 the page, its copies, history and storage have no personal data', async ({ page, unmasked }) => {
  await page.goto(`${unmasked.url}/chats/45?mask=1`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await expect(page.locator('main')).toHaveAttribute('data-masked', 'true')
  await expect(page.locator('[data-field=display_name]')).toHaveText('Name hidden')
  await expect(page.locator('td[data-field=phone_number]').nth(1)).toHaveText('Participant AB')
  await page.getByText('Response, personal data hidden').click()
  await expectNoPersonalData(page)
  await expectNoPersonalDataCopied(page)
  await page.keyboard.press('r')
  await expect(page.getByRole('button', { name: 'Refresh' })).toBeVisible()
  await expectNoPersonalData(page)
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
})

test('a chat of API v3 has no personal data while it is hidden, by the browser or by the server', async ({
  page,
  unmasked,
  alwaysMasked,
}) => {
  const path = '/chats/00000000-0000-4000-8000-000000000045'
  await page.goto(unmasked.url + path)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  expect((await everything(page))['dom']).toMatch(personalData)
  for (const url of [`${unmasked.url}${path}?mask=1`, `${alwaysMasked.url}${path}?mask=0`]) {
    await page.goto(url)
    await expect(page.locator('main')).toHaveAttribute('data-masked', 'true')
    await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
    await page.getByText('Response, personal data hidden').click()
    await expectNoPersonalData(page)
    expect(await (await page.request.get(url)).text(), url).not.toMatch(personalData)
  }
  await expectNoPersonalDataCopied(page)
})

test('the switch sets mask=1 in the URL, and applies to the next chat', async ({ page }) => {
  await page.goto('/chats/45')
  const hide = page.locator('[data-action=hide]')
  await expect(hide).toHaveText('Hide personal data')
  await hide.click()
  await expect(hide).toHaveText('Personal data hidden · Show')
  await expect(page).toHaveURL(/mask=1/)
  await expect(hide).toHaveAttribute('aria-pressed', 'true')
  await expect(page.locator('[data-field=display_name]')).toHaveText('Name hidden')
  await page.getByLabel('Chat ID').fill('101')
  await page.getByLabel('Chat ID').press('Enter')
  await expect(page).toHaveURL(/\/chats\/101\?mask=1$/)
  await expect(page.locator('main')).toHaveAttribute('data-chat-id', '101')
  await expect(page.locator('[data-field=display_name]')).toHaveText('Name hidden')
  await page.keyboard.press('h')
  await expect(page.locator('[data-field=display_name]')).toHaveText('Harbor Coffee')
})

test('hiding personal data removes it from an open chat, its fields and its URL', async ({ page }) => {
  const shownBefore = /\+?1?202555\d{4}|sam@example|John|Jane/
  for (const id of ['45', '121', '122', '102']) {
    await page.goto(`/chats/${id}`)
    await expect(page.getByRole('region', { name: 'Request' })).toBeVisible()
    if (id === '102') await page.getByLabel('Filter participants').fill('+1 202')
    if (id === '45') {
      // A copy that the browser blocks stays in a text field.
      await page.evaluate(() => {
        Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })
        document.execCommand = () => false
      })
      await page.keyboard.press('j')
      await expect(page.locator('#refused-copy')).toHaveValue(/John/)
    }
    await page.locator('[data-action=hide]').click()
    await expect(page.locator('main')).toHaveAttribute('data-masked', 'true')
    await expect(page.locator('[data-gone]')).toHaveCount(0)
    await expect(page.locator('tr[data-new]')).toHaveCount(0)
    const fields = await page
      .locator('input, textarea')
      .evaluateAll((all) => all.map((one) => ('value' in one ? one.value : '')))
    expect(`${await page.content()} ${fields.join(' ')} ${page.url()}`, id).not.toMatch(shownBefore)
  }
  for (const path of ['/chats/102?mask=1&filter=%2B12025550130', '/chats/102?mask=1#filter=%2B12025550130']) {
    await page.goto(path)
    await expect(page).toHaveURL('/chats/102?mask=1')
    await expect(page.getByLabel('Filter participants')).toHaveValue('')
  }
})

test('a bulk lookup with mask=1 has no personal data', async ({ page, unmasked }) => {
  await page.goto(`${unmasked.url}/chats?ids=1,2&mask=1`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await expectNoPersonalData(page)
  await page.getByRole('button', { name: 'Copy Markdown' }).click()
  await expect(page.locator('[data-notice]')).toContainText('copied')
  expect((await readClipboard(page))['text/plain']).not.toMatch(personalData)
})

test('with MASK=always no personal data reaches the browser, even with mask=0', async ({ page, alwaysMasked }) => {
  const bodies: string[] = []
  page.on('response', async (response) => {
    if (response.url().includes('/api/')) bodies.push(await response.text())
  })
  // The page's own request. The HTML is tested in server-rendered-settings.e2e.
  await lookUpFromPage(page)
  await page.goto(`${alwaysMasked.url}/chats/45?mask=0`)
  await expect(page.locator('[data-field=display_name]')).toHaveText('Name hidden')
  await expect(page.locator('[data-action=hide]')).toBeDisabled()
  await page.keyboard.press('h')
  await expect(page.locator('[data-field=display_name]')).toHaveText('Name hidden')
  await expectNoPersonalData(page)
  expect(bodies.join('')).toContain('"display_name":"Name hidden"')
  expect(bodies.join('')).not.toMatch(personalData)
  expect(alwaysMasked.output()).not.toMatch(personalData)
})

test('a page that the server masks has as many format differences as one that shows everything', async ({
  page,
  unmasked,
  alwaysMasked,
}) => {
  const counts: (string | null)[] = []
  for (const url of [`${unmasked.url}/chats/45`, `${unmasked.url}/chats/45?mask=1`, `${alwaysMasked.url}/chats/45`]) {
    await page.goto(url)
    const card = page.locator('[data-differences]')
    counts.push(await card.getAttribute('data-differences'))
    if (url !== `${unmasked.url}/chats/45`) expect(await card.textContent()).not.toMatch(personalData)
  }
  // The owner, 35 additional names, 35 services and 35 times.
  expect(counts).toEqual(['106', '106', '106'])
})

test('going back and forward after hiding shows no personal data', async ({ page }) => {
  await page.goto('/chats/45?tz=local')
  await page.getByLabel('Chat ID').fill('101')
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toHaveAttribute('data-chat-id', '101')
  await page.locator('[data-action=hide]').click()
  await expect(page.locator('main')).toHaveAttribute('data-masked', 'true')
  // Every text that the page ever has from now on.
  await page.evaluate(() => {
    const seen = new MutationObserver(() => (document.body.dataset['seen'] += document.body.textContent))
    seen.observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  await page.goBack()
  await expect(page.locator('main')).toHaveAttribute('data-chat-id', '45')
  await expect(page).toHaveURL('/chats/45?mask=1&tz=local')
  await page.goForward()
  await expect(page.locator('main')).toHaveAttribute('data-chat-id', '101')
  await expect(page).toHaveURL(/mask=1/)
  const seen = await page.evaluate(() => document.body.dataset['seen'])
  expect(seen).toContain('Name hidden')
  expect(seen).not.toMatch(/John|Jane|5551234567|555 123 4567|Harbor/)
})

test('Back to an earlier document after hiding shows no personal data', async ({ page }) => {
  const name = page.locator('[data-field=display_name]')
  await page.addInitScript(() => {
    // Whether any frame of a document could show the name.
    const look = () => {
      const { hidden, textContent } = document.documentElement ?? {}
      if (!hidden && /John|Jane/.test(textContent ?? '')) sessionStorage.setItem('seen', location.search || 'no search')
      requestAnimationFrame(look)
    }
    look()
  })
  await page.goto('/chats/45?tz=local')
  await expect(name).toHaveText('John Doe, Jane Smith')
  await page.goto('/chats/101')
  await expect(name).toHaveText('Harbor Coffee')
  await page.locator('[data-action=hide]').click()
  await expect(name).toHaveText('Name hidden')
  await page.evaluate(() => sessionStorage.removeItem('seen'))
  await page.goBack()
  await expect(page).toHaveURL('/chats/45?mask=1&tz=local')
  await expect(name).toHaveText('Name hidden')
  expect(await page.evaluate(() => sessionStorage.getItem('seen'))).toBeNull()
  // A new link shows what it says, and Back then stays as it was.
  await page.goto('/chats/45?mask=0')
  await expect(name).toHaveText('John Doe, Jane Smith')
  await page.goBack()
  await expect(name).toHaveText('Name hidden')
  await page.keyboard.press('h')
  await expect(name).toHaveText('John Doe, Jane Smith')
  await page.goForward()
  await expect(page).toHaveURL('/chats/45?mask=0')
  await expect(name).toHaveText('John Doe, Jane Smith')
})

test('a document that the browser has kept is hidden before it is visible again', async ({ page }) => {
  await page.goto('/chats/45')
  await expect(page.locator('html')).toHaveAttribute('data-hydrated')
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  expect(await page.evaluate(() => document.documentElement.hidden)).toBe(false)
  const hidden = await page.evaluate(() => {
    // As the document that was left has done.
    sessionStorage.setItem('hidden', '1')
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    return document.documentElement.hidden
  })
  expect(hidden).toBe(true)
  await expect(page).toHaveURL('/chats/45?mask=1')
  await expect(page.locator('[data-field=display_name]')).toHaveText('Name hidden')
})

test('an address with mask in its fragment hides personal data', async ({ page }) => {
  await page.goto('/chats/45#mask=1')
  await expect(page).toHaveURL('/chats/45?mask=1')
  await expect(page.locator('[data-field=display_name]')).toHaveText('Name hidden')
  await page.goto('/chats/45?tz=UTC#mask=0')
  await expect(page.locator('[data-field=display_name]')).toHaveText('John Doe, Jane Smith')
})

test('a link whose end was changed hides personal data, in the server-rendered page too', async ({
  page,
  sandboxConsole,
}) => {
  for (const search of [
    '?mask=1.',
    '?mask=1)',
    '?mask',
    '?mask=true',
    '?theme=dark&amp;mask=1',
    '?mask=0&mask=1',
    '?tz=UTC?mask=1',
  ]) {
    const html = await (await page.request.get(`/chats/45${search}`)).text()
    expect(html, search).toContain('Name hidden')
    expect(html, search).not.toMatch(/John Doe|5551234567|555 123 4567/)
    const lines = sandboxConsole.output().split('\n')
    const audited = JSON.parse(lines.findLast((line) => line.includes('"audit"')) ?? '')
    expect(audited, search).toMatchObject({ hidden: true })
  }
  // The browser reads them with the same code: the others are in hidden.dom.test.tsx.
  await page.goto('/chats/45?theme=dark&amp;mask=1')
  await expect(page.locator('main')).toHaveAttribute('data-masked', 'true')
  await expect(page.locator('[data-field=display_name]')).toHaveText('Name hidden')
})
