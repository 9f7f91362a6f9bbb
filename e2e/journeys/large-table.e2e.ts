import type { Page } from '@playwright/test'

import { measureLongestTask } from '../support/long-tasks.ts'
import { largeChat } from '../support/large-chat.ts'
import type { RunningServer } from '../support/servers.ts'
import { expect, expectAccessible } from '../support/test.ts'
import { test as base } from '../support/upstream.ts'

const all = 100_000

/** A console whose upstream has chats with as many participants as their id. */
const test = base.extend<{ largeChats: RunningServer }>({
  largeChats: async ({ upstream, guarded }, use) => {
    upstream.respond = (request, response) => {
      const id = Number(request.url?.slice(request.url.lastIndexOf('/') + 1))
      response.setHeader('content-type', 'application/json')
      response.end(largeChat(id, id))
    }
    await use(guarded)
  },
})
test.describe.configure({ timeout: 90_000 })

/** The CPU time that no task may exceed, in milliseconds, on any machine. `e2e/bench/table.ts` measures the actual time. */
const longestTask = 150

const rows = (page: Page) => page.locator('tr[data-handle-id]')
const table = (page: Page) => page.getByRole('table', { name: 'Participants in this chat' })
const settled = (page: Page) => expect(table(page)).toHaveAttribute('aria-busy', 'false')
const ids = (page: Page) =>
  rows(page).evaluateAll((rendered) => rendered.map((row) => row.getAttribute('data-handle-id') ?? ''))

test('a chat with 100,000 participants is loaded, scrolled, filtered and sorted without a long task', async ({
  page,
  largeChats,
}) => {
  await page.goto(`${largeChats.url}/robots.txt`)
  const loading = await measureLongestTask(page, async () => {
    await page.goto(`${largeChats.url}/chats/${all}`)
    await expect(rows(page).first()).toHaveAttribute('data-handle-id', '1000')
    // With the format check and the hints, which run after the rows are rendered.
    await expect(page.locator('main')).toHaveAttribute('data-drift', '0')
    await expect(page.getByText('33,333 participants use SMS while the chat uses iMessage.')).toBeAttached()
  })
  await expect(table(page)).toHaveAttribute('aria-rowcount', String(all + 1))
  await expect(rows(page).first()).toHaveAttribute('aria-rowindex', '2')
  expect(await rows(page).count()).toBeLessThan(100)
  await expect(page.getByText('Use the filter to search all 100,000.')).toBeVisible()

  const scrolling = await measureLongestTask(page, async () => {
    await page.mouse.wheel(0, 60_000)
    await expect.poll(async () => (await ids(page)).includes('2450')).toBe(true)
    await expect(page.getByRole('columnheader', { name: 'Joined' })).toBeInViewport()
    await page.getByRole('button', { name: 'Skip the table' }).press('Enter')
    const last = rows(page).last()
    await expect(last).toHaveAttribute('data-handle-id', String(1000 + all - 1))
    await expect(last).toHaveAttribute('aria-rowindex', String(all + 1))
    await expect(last).toBeInViewport()
    await page.keyboard.press('Home')
    await expect(rows(page).first()).toHaveAttribute('data-handle-id', '1000')
  })
  expect(await rows(page).count()).toBeLessThan(300)

  const filtering = await measureLongestTask(page, async () => {
    await page.getByLabel('Filter participants').pressSequentially('555 100 7919', { delay: 30 })
    await expect(page.locator('[data-found]', { hasText: '1 of 100,000' })).toBeVisible()
    await expect(rows(page)).toHaveCount(1)
    await page.getByLabel('Filter participants').fill('nobody')
    await expect(page.getByText('No participants match this filter.')).toBeVisible()
    await page.getByLabel('Filter participants').fill('')
    await expect(table(page)).toHaveAttribute('aria-rowcount', String(all + 1))
  })
  const sorting = await measureLongestTask(page, async () => {
    await page.getByRole('columnheader', { name: 'Handle ID' }).getByRole('button').click()
    await settled(page)
    await page.getByRole('columnheader', { name: 'Handle ID' }).getByRole('button').click()
    await expect(rows(page).first()).toHaveAttribute('data-handle-id', String(1000 + all - 1))
    await page.getByRole('columnheader', { name: 'Joined' }).getByRole('button').click()
    await settled(page)
    await page.getByRole('columnheader', { name: 'Phone or email' }).getByRole('button').click()
    await settled(page)
  })
  await expect(rows(page).first().locator('[data-field=phone_number]')).toHaveText('+15551000000')
  expect(Math.max(loading.cpu, scrolling.cpu, filtering.cpu, sorting.cpu)).toBeLessThan(longestTask)
})

test('hiding personal data leaves none of a large chat in the page', async ({ page, largeChats }) => {
  const expectNoPersonalData = async () => expect(await page.content()).not.toMatch(/1555\d|Everybody/)
  // More than a megabyte, which is masked in chunks.
  await page.goto(`${largeChats.url}/chats/10000?mask=1`)
  await expect(rows(page).first()).toContainText('Participant AA')
  await expectNoPersonalData()
  await page.getByText('Response, personal data hidden').click()
  await expect(page.locator('pre[data-field=body]')).toContainText('Participant AB')
  await expectNoPersonalData()
  await page.locator('[data-action=hide]').click()
  await expect(rows(page).first()).toContainText('+15551000000')
  await page.getByLabel('Filter participants').fill('555 100')
  const hide = page.locator('[data-action=hide]')
  await hide.click()
  await expect(hide).toHaveAttribute('aria-pressed', 'true')
  await expectNoPersonalData()
  await expect(rows(page).first()).toContainText('Participant AA')
  await expectNoPersonalData()
})

test('a large chat is accessible', async ({ page, largeChats }) => {
  await page.goto(`${largeChats.url}/chats/3000?sort=-phone_number`)
  await expect(page.locator('main')).toHaveAttribute('data-drift', '0')
  await expectAccessible(page)
})

test('rows follow each other without a gap, and no row is cut off', async ({ page, largeChats }) => {
  await page.goto(`${largeChats.url}/chats/500?tz=Pacific/Auckland`)
  for (const width of [1440, 768, 390, 320]) {
    await page.setViewportSize({ width, height: 900 })
    await expect(rows(page).first()).toBeVisible()
    const faults = () =>
      rows(page).evaluateAll((rendered) =>
        rendered.flatMap((row, index) => [
          ...(row.scrollHeight > row.clientHeight ? [`row ${index} is cut off`] : []),
          ...(index > 0 && row.getBoundingClientRect().top !== rendered[index - 1]?.getBoundingClientRect().bottom
            ? [`row ${index} does not start where the row before it ends`]
            : []),
        ]),
      )
    await expect.poll(faults, `${width} px`).toEqual([])
  }
})

test('up to 200 participants are a plain table, more are a virtual one', async ({ page, largeChats }) => {
  await page.goto(`${largeChats.url}/chats/200`)
  await expect(rows(page)).toHaveCount(200)
  await expect(table(page)).not.toHaveAttribute('aria-rowcount')
  await page.goto(`${largeChats.url}/chats/201`)
  await expect(table(page)).toHaveAttribute('aria-rowcount', '202')
  expect(await rows(page).count()).toBeLessThan(100)
})

test('the first 1,000 participants are printed, and the page says that there are more', async ({
  page,
  largeChats,
}) => {
  await page.goto(`${largeChats.url}/chats/3000`)
  await expect(rows(page).first()).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText('The first 1,000 of 3,000 are printed. Download the CSV for all of them.')).toBeVisible()
  await expect(rows(page)).toHaveCount(1000)
  await page.emulateMedia({ media: 'screen' })
  await expect.poll(() => rows(page).count()).toBeLessThan(100)
})

test('a long response is shown up to its first 100,000 characters, and can be downloaded', async ({
  page,
  largeChats,
}) => {
  await page.goto(`${largeChats.url}/chats/5000`)
  const bytes = largeChat(5000, 5000).length
  await expect(page.getByText(`${bytes.toLocaleString('en')} bytes`)).toBeVisible()
  await page.getByText('Response as received').click()
  await expect(page.getByText(/^Showing the first 100,000 of/)).toBeVisible()
  expect(await page.locator('pre[data-field=body]').textContent()).toBe(largeChat(5000, 5000).slice(0, 100_000))
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download JSON' }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toBe('chat-5000.json')
  let text = ''
  for await (const chunk of await file.createReadStream()) text += String(chunk)
  expect(text).toBe(largeChat(5000, 5000))
})
