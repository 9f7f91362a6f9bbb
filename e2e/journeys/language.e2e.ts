// The pseudo-language: what it leaves in plain English was never translated, and what it cuts off has no room to grow.
import type { Page } from '@playwright/test'

import { expect, test } from '../support/test.ts'

/** Every text of the page that is neither in brackets nor marked as data, with where it stands. */
const untranslated = (page: Page) =>
  page.evaluate(() => {
    // What is left of a text without its brackets, the inner ones first.
    const bare = (text: string): string => {
      const less = text.replace(/\[[^[\]]*\]/gs, '')
      return less === text ? text : bare(less)
    }
    const isPlain = (text: string | null) => /\p{L}/u.test(bare(text ?? ''))
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const { textContent, parentElement: parent } = walker.currentNode
      // A value's own element, or one that stands for data; words beside a value in the same cell are no data.
      const isData =
        parent?.matches('[data-field], script, style, noscript') ||
        parent?.closest('bdi, code, kbd, time, pre, [data-sent]')
      if (!isData && isPlain(textContent)) found.push(`${parent?.outerHTML.slice(0, 200)}: ${textContent}`)
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      for (const element of document.body.querySelectorAll(`[${name}]`))
        if (isPlain(element.getAttribute(name))) found.push(`${name}: ${element.getAttribute(name)}`)
    if (isPlain(document.title)) found.push(`document.title: ${document.title}`)
    return found
  })

/** Every label whose words do not fit into it, and every sideways scroll of the page. */
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
      const { scrollWidth: wide, clientWidth: room, scrollHeight: tall, clientHeight: high } = element
      if (wide > room || tall > high + 1)
        found.push(`${element.outerHTML.slice(0, 200)}: ${wide} > ${room} or ${tall} > ${high}`)
    }
    // A field tells nothing of a placeholder that it cuts off.
    const pen = document.createElement('canvas').getContext('2d')
    for (const field of document.querySelectorAll('input')) {
      const { font, paddingLeft, paddingRight } = getComputedStyle(field)
      if (pen) pen.font = font
      const wide = pen?.measureText(field.placeholder).width ?? 0
      const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
      if (wide > room) found.push(`${field.placeholder}: ${wide} > ${room}`)
    }
    // Neither does a bar whose parts push into each other.
    const parts = [...document.querySelectorAll('header :is(a, p, button, input):not(.sr-only, dialog *)')]
    for (const [index, part] of parts.entries())
      for (const other of parts.slice(index + 1)) {
        const [a, b] = [part.getBoundingClientRect(), other.getBoundingClientRect()]
        const isApart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top
        if (!isApart && a.width > 1 && b.width > 1) found.push(`${part.textContent} lies over ${other.textContent}`)
      }
    return found
  })

async function expectTranslated(page: Page) {
  expect.soft(await untranslated(page), page.url()).toEqual([])
  for (const width of [1440, 768, 390, 320]) {
    await page.setViewportSize({ width, height: 900 })
    expect.soft(await clipped(page), `${page.url()}, ${width} px`).toEqual([])
  }
}

async function open(page: Page, path: string) {
  await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=en-XA`)
  // The details come on demand, the samples too.
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
  '/sign-in?problem=refused',
  '/sign-in?problem=invalid',
  '/sign-in?problem=unavailable',
  '/sign-in?problem=another',
]
// In two tests, one for each worker: a page for each path would cost more than the checks.
for (const rest of [0, 1])
  test(`${rest === 0 ? 'half' : 'the other half'} of the pages are translated whole, and longer words fit`, async ({
    page,
  }) => {
    test.slow()
    for (const path of paths.filter((_, index) => index % 2 === rest)) {
      await open(page, path)
      await expectTranslated(page)
    }
  })

test('the copy menu, and what is said after copying, are translated whole and fit', async ({ page }) => {
  await open(page, '/chats/45')
  const menu = page.locator('button[aria-expanded]')
  await menu.click()
  await expect(page.locator('ul[aria-label^="["] kbd').first()).toBeVisible()
  await expectTranslated(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await expect(page.locator('[data-notice]')).toHaveText(/^\[.+\]$/)
})

test('the help is translated whole and fits', async ({ page }) => {
  await open(page, '/chats/45')
  await page.locator('button[aria-haspopup=dialog]').click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectTranslated(page)
})

test('the account’s menu is translated whole, and so is the account in the help', async ({ page }) => {
  for (const hold of ['signed-in', 'proxy'])
    for (const mask of ['0', '1']) {
      await open(page, `/chats/45?hold=${hold}&mask=${mask}&open=account`)
      await expect(page.locator('[data-account] button[aria-expanded=true]')).toBeVisible()
      expect(await untranslated(page), `${hold}, ${mask}`).toEqual([])
      await open(page, `/chats/45?hold=${hold}&mask=${mask}&open=help`)
      await expect(page.locator('#account-title')).toBeVisible()
      await expectTranslated(page)
    }
})

test('what the lookup box understood is translated whole and fits', async ({ page }) => {
  await open(page, '/')
  const box = page.getByRole('textbox')
  for (const text of ['chat 45', '45, 46', 'Jane']) {
    await box.fill(text)
    await expect(page.locator('[aria-live=polite]')).toHaveText(/^\[.+\]$/)
    await expectTranslated(page)
  }
})

test('any other language is English so far', async ({ page }) => {
  await page.goto('/?lang=de')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look up a chat')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})
