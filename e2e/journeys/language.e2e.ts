// The pseudo-locale en-XA: text without brackets is not translated, and text that is cut off has no room for a longer language.
import type { Page } from '@playwright/test'

import { expect, test } from '../support/test.ts'

/** Every text of the page that is neither in brackets nor marked as data, with its element. */
const untranslated = (page: Page) =>
  page.evaluate(() => {
    // Removes everything in brackets, the innermost first.
    const outsideBrackets = (text: string): string => {
      const shorter = text.replace(/\[[^[\]]*\]/gs, '')
      return shorter === text ? text : outsideBrackets(shorter)
    }
    const isUntranslated = (text: string | null) => /\p{L}/u.test(outsideBrackets(text ?? ''))
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const { textContent, parentElement: parent } = walker.currentNode
      // The element of a value, or one that marks data. Words next to a value in the same cell are not data.
      const isData =
        parent?.matches('[data-field], script, style, noscript') ||
        parent?.closest('bdi, code, kbd, time, pre, [data-sent]')
      if (!isData && isUntranslated(textContent)) found.push(`${parent?.outerHTML.slice(0, 200)}: ${textContent}`)
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      for (const element of document.body.querySelectorAll(`[${name}]`))
        if (isUntranslated(element.getAttribute(name))) found.push(`${name}: ${element.getAttribute(name)}`)
    if (isUntranslated(document.title)) found.push(`document.title: ${document.title}`)
    return found
  })

/** Every label whose text overflows it, and whether the page scrolls sideways. */
const clipped = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = []
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) found.push(`the page: ${scrollWidth} > ${clientWidth}`)
    for (const element of document.querySelectorAll<HTMLElement>(
      'button, a[class*=rounded-md], th, td, dt, dd, label, select, summary, h1, h2, h3, [role=status], [role=alert]',
    )) {
      const isHidden = element.clientWidth <= 1 || element.closest('.sr-only') !== null
      if (isHidden || getComputedStyle(element).display === 'inline') continue
      const { scrollWidth: needed, clientWidth: available, scrollHeight, clientHeight } = element
      if (needed > available || scrollHeight > clientHeight + 1)
        found.push(`${element.outerHTML.slice(0, 200)}: ${needed} > ${available} or ${scrollHeight} > ${clientHeight}`)
    }
    // A field does not report a placeholder that it cuts off, so its width is measured.
    const canvas = document.createElement('canvas').getContext('2d')
    for (const field of document.querySelectorAll('input')) {
      const { font, paddingLeft, paddingRight } = getComputedStyle(field)
      if (canvas) canvas.font = font
      const needed = canvas?.measureText(field.placeholder).width ?? 0
      const available = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
      if (needed > available) found.push(`${field.placeholder}: ${needed} > ${available}`)
    }
    // Controls of the header that overlap overflow nothing.
    const controls = [...document.querySelectorAll('header :is(a, p, button, input):not(.sr-only, dialog *)')]
    for (const [index, control] of controls.entries())
      for (const other of controls.slice(index + 1)) {
        const [a, b] = [control.getBoundingClientRect(), other.getBoundingClientRect()]
        const isApart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top
        if (!isApart && a.width > 1 && b.width > 1) found.push(`${control.textContent} overlaps ${other.textContent}`)
      }
    return found
  })

async function expectTranslated(page: Page) {
  expect.soft(await untranslated(page), page.url()).toEqual([])
  for (const width of [1440, 768, 320]) {
    await page.setViewportSize({ width, height: 900 })
    expect.soft(await clipped(page), `${page.url()}, ${width} px`).toEqual([])
  }
}

async function open(page: Page, path: string) {
  await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=en-XA`)
  // The details and the samples are lazy.
  await page.waitForSelector('html[data-shot=ready]')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-XA')
}

const paths = [
  '/',
  '/chats/45',
  '/chats/102',
  '/chats/126',
  '/chats/105',
  '/chats/107',
  '/chats/404',
  '/chats/429',
  '/chats/500',
  '/chats/702',
  '/chats/find',
  '/chats?ids=45,404',
  '/chats?ids=',
  '/find',
  '/find?sample=hits',
  '/find?sample=several-pages',
  '/find?sample=none',
  '/find?sample=rate-limit',
  '/find?hold=find-off&sample=hits',
  '/find?sample=hits&hold=find-not-allowed',
  '/nowhere',
  '/chats/45?hold=sign-in',
  '/chats/45?hold=proxy-sign-in',
  '/chats/45?hold=not-allowed',
  '/chats/45?hold=too-many',
  '/chats/45?hold=upstream-down',
  '/chats/45?hold=overloaded',
  '/chats/45?hold=draining',
  '/chats/45?hold=audit',
  '/chats/45?hold=sign-in-unavailable',
  '/chats?ids=45,404&hold=sign-in',
  '/?hold=not-allowed',
  '/sign-in',
  '/sign-in?hold=sign-in',
  '/sign-in?hold=signed-in',
  '/sign-in?signed-out=1',
  '/sign-in?problem=expired',
  '/sign-in?problem=no_cookie',
  '/sign-in?problem=refused',
  '/sign-in?problem=invalid',
  '/sign-in?problem=unavailable',
  '/sign-in?problem=another',
]
// In two tests, one for each worker: opening a page for each path would take longer than the checks.
for (const half of [0, 1])
  test(`${half === 0 ? 'half' : 'the other half'} of the pages are completely translated, and longer text fits`, async ({
    page,
  }) => {
    test.slow()
    for (const path of paths.filter((_, index) => index % 2 === half)) {
      await open(page, path)
      await expectTranslated(page)
    }
  })

const openHelp = async (page: Page) => await page.locator('button[aria-haspopup=dialog]').click()

test('the copy menu, its confirmation and the help are completely translated, and fit', async ({ page }) => {
  await open(page, '/chats/45')
  const menu = page.locator('button[aria-expanded]')
  await menu.click()
  await expect(page.locator('ul[aria-label^="["] kbd').first()).toBeVisible()
  await expectTranslated(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await expect(page.locator('[data-notice]')).toHaveText(/^\[.+\]$/)
  await openHelp(page)
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectTranslated(page)
})

test('the account’s menu and the account in the help are completely translated', async ({ page }) => {
  // Whether the name is hidden does not depend on the kind of sign-in.
  for (const [hold, mask] of [
    ['signed-in', '0'],
    ['proxy', '1'],
  ] as const) {
    await open(page, `/chats/45?hold=${hold}&mask=${mask}&open=account`)
    await expect(page.locator('[data-account] button[aria-expanded=true]')).toBeVisible()
    expect(await untranslated(page), `${hold}, ${mask}`).toEqual([])
    await page.keyboard.press('Escape')
    await openHelp(page)
    await expect(page.locator('#account-title')).toBeVisible()
    await expectTranslated(page)
  }
})

test('the interpretation of a text in the lookup box is completely translated, and fits', async ({ page }) => {
  await open(page, '/')
  const box = page.getByRole('textbox')
  for (const text of ['chat 45', '45, 46', 'Jane']) {
    await box.fill(text)
    await expect(page.locator('#announcer')).toHaveText(/^\[.+\]$/)
    await expectTranslated(page)
  }
})

test('any other language falls back to English', async ({ page }) => {
  await page.goto('/?lang=de')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look up a chat')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})
