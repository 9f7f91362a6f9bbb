import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { Page } from '@playwright/test'

import { documentedChat } from '../../src/linq/v2/example.ts'
import { readClipboard } from '../support/clipboard.ts'
import { expect, lookUpFromPage, test, token } from '../support/test.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

const clipboard = async (page: Page) => (await readClipboard(page))['text/plain'] ?? ''
const notice = (page: Page) => page.locator('[data-notice]')

async function open(page: Page, path = '/chats/45') {
  await page.goto(path)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  // The menu and its keys are loaded after the chat.
  await expect(page.getByRole('button', { name: 'Copy', exact: true })).toBeEnabled()
}

async function choose(page: Page, item: string) {
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByRole('list', { name: 'Copy as' }).getByRole('button', { name: item }).click()
}

/** What spreadsheets change in a cell that is no text: a plus, leading zeros, a long number, a formula. */
const cells = ['+15551234567', '0047', '12345678901234567890', '24', '=1+1']

const items: [item: string, text: string | RegExp, confirmation: string][] = [
  ['Link', /^http:\/\/127\.0\.0\.1:\d+\/chats\/45$/, 'Link copied.'],
  ['ID', '45', 'ID copied.'],
  ['JSON as received', JSON.stringify(documentedChat), 'JSON copied.'],
  [
    'cURL command',
    /^curl .*\$LINQ_INTEGRATION_TOKEN" 'https:\/\/api\.linqapp\.com\/api\/partner\/v2\/chats\/45'$/,
    'cURL copied. It reads the token from LINQ_INTEGRATION_TOKEN.',
  ],
  [
    'fetch call',
    /^const response = await fetch\('https:/,
    'fetch call copied. It reads the token from LINQ_INTEGRATION_TOKEN.',
  ],
  ['Formatted summary', /^Chat 45: John Doe, Jane Smith\nService: iMessage\n/, 'Summary copied.'],
  ['Summary on one line', /^Chat 45 · John Doe, Jane Smith · Service: iMessage · /, 'Summary copied.'],
  ['Markdown summary', /^\*\*\[Chat 45\]/, 'Markdown copied.'],
  ['Participants table', /^Handle ID\tPhone or email\tService\tJoined\n123\t\+15551234567\t/, 'Table copied.'],
]
test('each item of the menu copies, and says what it copied', async ({ page }) => {
  await open(page)
  for (const [item, text, confirmation] of items) {
    await choose(page, item)
    await expect(notice(page), item).toHaveText(confirmation)
    await expect(notice(page), item).toBeVisible()
    expect(await clipboard(page), item).toEqual(text instanceof RegExp ? expect.stringMatching(text) : text)
  }
})

test('a spreadsheet keeps every character of the copied table', async ({ page }, testInfo) => {
  await lookUpFromPage(page)
  await page.route('**/api/partner/v2/chats/*', (route) =>
    route.fulfill({
      body: `{"data":{"id":45,"chat_handles":[${cells.map((cell) => JSON.stringify(cell)).join(',')}]}}`,
    }),
  )
  await open(page)
  await choose(page, 'Participants table')
  await expect(notice(page)).toHaveText('Table copied.')
  const html = (await readClipboard(page))['text/html'] ?? ''
  expect(html).toContain('+15551234567</td>')
  test.setTimeout(120_000) // LibreOffice creates a profile when it first starts.
  if (spawnSync('soffice', ['--version']).status !== 0)
    return process.stdout.write('SKIPPED: pasting the table into LibreOffice, which is not installed.\n')
  const file = testInfo.outputPath('table.html')
  // Without the style, which WebKit removes.
  writeFileSync(file, html.replaceAll(/ style="[^"]*"/g, ''))
  const profile = pathToFileURL(testInfo.outputPath('profile')).href
  const filters = ['--infilter=HTML (StarCalc)', '--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76']
  execFileSync('soffice', [
    `-env:UserInstallation=${profile}`,
    '--headless',
    ...filters,
    '--outdir',
    dirname(file),
    file,
  ])
  const rows = readFileSync(testInfo.outputPath('table.csv'), 'utf8').trim().split('\n')
  expect(rows.slice(1).map((row) => row.split(',')[1])).toEqual([...cells.slice(0, -1), "'=1+1"])
})

test('keys copy without the menu, and not while the focus is in a field', async ({ page }) => {
  await open(page)
  for (const [key, text] of [
    ['c', /\/chats\/45$/],
    ['s', /^Chat 45: /],
    ['j', /^\{"data":/],
    ['k', /^curl /],
    ['m', /^\*\*\[Chat 45\]/],
  ] as const) {
    await page.keyboard.press(key)
    await expect.poll(() => clipboard(page)).toMatch(text)
  }
  await page.getByLabel('Chat ID').focus()
  await page.keyboard.press('End')
  await page.keyboard.press('c')
  await expect(page.getByLabel('Chat ID')).toHaveValue('45c')
  expect(await clipboard(page)).toMatch(/^\*\*\[Chat 45\]/)
})

test('a key copies the summary with its formatting', async ({ page }) => {
  await open(page)
  await page.keyboard.press('s')
  await expect(notice(page)).toHaveText('Summary copied.')
  const copied = await readClipboard(page)
  expect(copied['text/html']).toMatch(/<a [^>]*\/chats\/45"[^>]*>.*Chat 45.*<table/)
  expect(copied['text/plain']).toMatch(/^Chat 45: /)
})

test('the copied link has the view settings that differ from the defaults', async ({ page }) => {
  await open(page, '/chats/45?theme=dark&tz=local&sort=id&filter=x')
  await page.keyboard.press('c')
  await expect.poll(() => clipboard(page)).toMatch(/\/chats\/45\?theme=dark&tz=local$/)
})

test('the copied cURL command works in a shell against the live upstream', async ({ page, liveConsole }) => {
  await open(page, `${liveConsole.url}/chats/45`)
  await page.keyboard.press('k')
  await expect.poll(() => clipboard(page)).toMatch(/^curl/)
  const command = await clipboard(page)
  expect(command).not.toContain(token)
  const response = execFileSync('sh', ['-c', command], {
    env: { ...process.env, LINQ_INTEGRATION_TOKEN: 'any' },
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  })
  expect(JSON.parse(response)).toEqual(documentedChat)
})

test('the CSV is downloaded as a file, with every value quoted', async ({ page }) => {
  await open(page)
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download CSV' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('chat-45-participants.csv')
  expect(readFileSync(await download.path(), 'utf8')).toBe(
    '"Handle ID","Phone or email","Service","Joined"\r\n"123","+15551234567","iMessage","2025-05-21T15:30:00.000-05:00"\r\n"124","+15559876543","iMessage","2025-05-21T15:30:00.000-05:00"\r\n',
  )
})

test('without the Clipboard API (plain http) execCommand copies', async ({ page }) => {
  await open(page)
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true }))
  await choose(page, 'ID')
  await expect(notice(page)).toHaveText('ID copied.')
  await page.getByLabel('Chat ID').fill('')
  await page.keyboard.press('ControlOrMeta+V')
  await expect(page.getByLabel('Chat ID')).toHaveValue('45')
})

test('when the browser blocks copying, the text is shown and selected', async ({ page }) => {
  await open(page)
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })
    document.execCommand = () => false
  })
  await page.keyboard.press('k')
  await expect(page.getByText('Your browser blocked copying. Select the text and copy it manually.')).toBeVisible()
  expect(await page.evaluate(() => getSelection()?.toString())).toMatch(/^curl /)
})

test('the menu works by keyboard, and Escape returns the focus to its button', async ({ page }) => {
  await open(page)
  const button = page.getByRole('button', { name: 'Copy', exact: true })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Link' })).toBeFocused()
  for (const key of ['ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowUp']) await page.keyboard.press(key)
  await expect(page.getByRole('button', { name: 'ID', exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
  await expect(button).toHaveAttribute('aria-expanded', 'false')
})

test('the menu stays in the window at every width, and a click outside closes it', async ({ page }) => {
  await open(page)
  for (const width of [1440, 768, 390, 320]) {
    await page.setViewportSize({ width, height: 900 })
    const button = page.getByRole('button', { name: 'Copy', exact: true })
    await button.click()
    const box = await page.getByRole('list', { name: 'Copy as' }).boundingBox()
    expect(box?.x ?? -1, `${width}`).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? Infinity), `${width}`).toBeLessThanOrEqual(width)
    await page.mouse.click(5, 880)
    await expect(button).toHaveAttribute('aria-expanded', 'false')
  }
})

test('copied error details describe the failure, and contain no personal data', async ({ page }) => {
  await page.goto('/chats/500')
  await page.getByRole('button', { name: 'Copy error details' }).click()
  await expect(notice(page)).toHaveText('Error details copied.')
  const details = await clipboard(page)
  expect(details).toMatch(
    /^Problem: Linq returned an error\nLink: http:\S+\/chats\/500\nBuild: \d+\.\d+\.\d+\S*\nTime: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\nState: upstream-error\nChat ID: 500\nLinq’s status: 500\nConsole’s status: 502\nCode: upstream_error\nLinq trace ID: sandbox-trace-0001\nRequest ID: [0-9a-f-]{36}\nAttempts: 2\nDuration: \d+ ms\nEnvironment: Sandbox data\n$/,
  )
})
