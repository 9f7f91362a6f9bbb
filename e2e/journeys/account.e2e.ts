// Who is signed in, as the console shows it. The server's part is faked here: a session, and answers that ask for one.
import type { Page } from '@playwright/test'

import { failureBody, type FailureCode, failureStatus } from '../../src/linq/failure.ts'
import { withoutChunk } from '../support/chunks.ts'
import { stopClock } from '../support/clock.ts'
import { expect, expectAccessible, prefetchHeaders, test } from '../support/test.ts'
import type { Session } from '../../src/console/sign-in/fetch-session.ts'

// What is tested here is what a page makes of the answers to its own request.
test.use({ extraHTTPHeaders: prefetchHeaders })

const api = '**/api/partner/v2/chats/*'
const main = 'main'

const ana: Session = {
  signIn: 'oidc',
  person: { email: 'ana@example.com', name: 'Ana Lopez', id: 'a1' },
  allowed: true,
  until: '2026-01-01T20:00:00.000Z',
}
const nobody: Session = { signIn: 'oidc', person: null, allowed: false, until: null }
const barred: Session = { ...ana, allowed: false }

/** Has the page believe that people sign in, and who is. What comes back says so anew, and counts how often it was asked. */
async function signedIn(page: Page, session: Session, by = session.signIn ?? '') {
  const server = { session, asked: 0 }
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback()
    const response = await route.fetch()
    const body = (await response.text()).replace(
      'name="linq-sign-in" content=""',
      `name="linq-sign-in" content="${by}"`,
    )
    return route.fulfill({ response, body })
  })
  await page.route('**/auth/session', (route) => {
    server.asked += 1
    return route.fulfill({ json: server.session })
  })
  return server
}

const failure = (code: FailureCode, retryAfter?: number) => ({
  status: failureStatus[code],
  headers: {
    'content-type': 'application/json',
    'x-request-id': 'r-1',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  },
  body: failureBody(failureStatus[code], code, '', 'Words of the gateway.'),
})

/** Comes back to the tab. */
const comeBack = (page: Page) =>
  page.evaluate(() => {
    for (const visibilityState of ['hidden', 'visible']) {
      Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true })
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    }
  })

const account = (page: Page) => page.locator('[data-account]')

test('where nobody signs in there is nothing of it, and nothing is asked or loaded', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto('/chats/45')
  await page.waitForSelector('html[data-shot=ready]')
  await expect(account(page)).toHaveCount(0)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(page.getByRole('dialog')).not.toContainText('Account')
  expect(asked.filter((path) => /^\/auth|\/account|\/sign-in/.test(path))).toEqual([])
})

test('a chat that needs a sign-in offers it, and keeps the place', async ({ page }) => {
  await signedIn(page, nobody)
  await page.route(api, (route) => route.fulfill(failure('sign_in_required')))
  await page.goto('/chats/45?tz=Asia/Kolkata&theme=dark')
  await expect(page.locator(main)).toHaveAttribute('data-state', 'unauthorized')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to see this chat')
  await expect(page.locator(main)).not.toContainText('Linq')
  const link = page.locator(main).getByRole('link', { name: 'Sign in' })
  await expect(link).toHaveAttribute('href', '/auth/sign-in?return=%2Fchats%2F45%3Ftz%3DAsia%2FKolkata%26theme%3Ddark')
  await expect(account(page).getByRole('link', { name: 'Sign in' })).toHaveAttribute(
    'href',
    (await link.getAttribute('href')) ?? '',
  )
  await expectAccessible(page)
})

test('the sign-in is a full visit to the server, by keyboard too', async ({ page }) => {
  await signedIn(page, nobody)
  await page.route(api, (route) => route.fulfill(failure('sign_in_required')))
  await page.route('**/auth/sign-in?*', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<h1>Provider</h1>' }),
  )
  await page.goto('/chats/45')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to see this chat')
  await expect(account(page).getByRole('link', { name: 'Sign in' })).toBeVisible()
  await page.getByLabel('Chat ID').focus()
  // Look up, the account, help, and then the page.
  for (let index = 0; index < 4; index += 1) await page.keyboard.press('Tab')
  await expect(page.locator(main).getByRole('link', { name: 'Sign in' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/auth/sign-in?return=%2Fchats%2F45')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Provider')
})

test('whoever signed in in another tab finds the chat on coming back', async ({ page }) => {
  const server = await signedIn(page, nobody)
  await page.route(api, (route) =>
    server.session.person ? route.continue() : route.fulfill(failure('sign_in_required')),
  )
  await page.goto('/chats/45')
  await expect(page.locator(main)).toHaveAttribute('data-state', 'unauthorized')
  // Once the account is there, which is what asks.
  await expect(account(page).getByRole('link', { name: 'Sign in' })).toBeVisible()
  server.session = ana
  await comeBack(page)
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
  await expect(account(page)).toContainText('ana@example.com')
})

test('whoever signed out elsewhere finds nothing left of the chat on coming back', async ({ page }) => {
  const server = await signedIn(page, ana)
  await page.route(api, (route) =>
    server.session.person ? route.continue() : route.fulfill(failure('sign_in_required')),
  )
  await page.goto('/chats/45')
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
  await expect(account(page)).toContainText('ana@example.com')
  server.session = nobody
  await comeBack(page)
  await expect(page.locator(main)).toHaveAttribute('data-state', 'unauthorized')
  await expect(account(page).getByRole('link', { name: 'Sign in' })).toBeVisible()
  expect(await page.content()).not.toContain('John Doe')
})

test('whoever signed out elsewhere finds nothing left on the browser’s Back either', async ({ page }) => {
  const server = await signedIn(page, ana)
  await page.goto('/chats/45')
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  await expect(account(page)).toHaveText('ana@example.com')
  server.session = nobody
  await page.route(api, (route) => route.fulfill(failure('sign_in_required')))
  // A page that was loaded anew tells of itself too; it has just asked.
  const shown = (persisted: boolean) =>
    page.evaluate((kept) => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: kept })), persisted)
  const { asked } = server
  await shown(false)
  await page.waitForTimeout(200)
  expect(server.asked).toBe(asked)
  await shown(true)
  await expect(page.locator(main)).toHaveAttribute('data-state', 'unauthorized')
  await expect(account(page)).toHaveText('Sign in')
})

test('a chat at an address too long to come back to says so', async ({ page }) => {
  await signedIn(page, nobody)
  await page.route(api, (route) => route.fulfill(failure('sign_in_required')))
  await page.goto(`/chats/45?filter=${'a'.repeat(1200)}`)
  await expect(page.locator(main)).toContainText('keep this page open')
  await expect(page.locator(main)).not.toContainText('You will return to this chat')
  await expect(page.locator(main).getByRole('link', { name: 'Open sign-in in a new tab' })).toBeVisible()
})

test('a refresh that needs a sign-in removes the old copy, and the header knows', async ({ page }) => {
  const server = await signedIn(page, ana)
  await page.goto('/chats/45')
  await expect(account(page)).toContainText('ana@example.com')
  await expect(page.locator('[data-field=display_name]')).toHaveText('John Doe, Jane Smith')
  server.session = nobody
  await page.route(api, (route) => route.fulfill(failure('sign_in_required')))
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to see this chat')
  await expect(account(page).getByRole('link', { name: 'Sign in' })).toBeVisible()
  expect(await page.content()).not.toContain('John Doe')
  expect(server.asked).toBe(2)
})

test('the account is in the header with its menu, which closes by Esc, by a click elsewhere and by leaving it', async ({
  page,
}) => {
  await signedIn(page, ana)
  await page.goto('/chats/45?tz=Asia/Kolkata')
  const button = account(page).getByRole('button', { name: 'ana@example.com' })
  const signOut = account(page).getByRole('button', { name: 'Sign out' })
  await expect(button).toHaveAttribute('aria-expanded', 'false')
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(account(page)).toContainText('Ana Lopez')
  await expect(account(page).locator('time')).toHaveText('2026-01-02 01:30:00 +05:30 Asia/Kolkata')
  await expectAccessible(page)
  await page.keyboard.press('Tab')
  await expect(signOut).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(signOut).toHaveCount(0)
  await expect(button).toBeFocused()
  await button.click()
  await page.getByRole('heading', { level: 1 }).click()
  await expect(signOut).toHaveCount(0)
  await button.click()
  await page.getByLabel('Chat ID').focus()
  await expect(signOut).toHaveCount(0)
})

test('the menu fits beside whatever the header says, at every width', async ({ page, liveConsole }) => {
  await signedIn(page, { ...ana, person: { email: `${'long.'.repeat(20)}name@example.com`, name: null, id: 'l' } })
  await page.goto(`${liveConsole.url}/chats/45`)
  await account(page).getByRole('button').click()
  for (const width of [1440, 1024, 768, 390, 320]) {
    await page.setViewportSize({ width, height: 800 })
    const boxes = await page
      .locator('header :is([data-account], [data-source], button[aria-haspopup])')
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().toJSON()))
    for (const { left, right } of boxes) {
      expect(left, `${width} px`).toBeGreaterThanOrEqual(0)
      expect(right, `${width} px`).toBeLessThanOrEqual(width)
    }
    const [who, source, help] = boxes
    expect(who.right, `${width} px`).toBeLessThanOrEqual(source.left)
    expect(source.right, `${width} px`).toBeLessThanOrEqual(help.left)
    expect(source.width, `${width} px`).toBeGreaterThan(60)
    const box = await account(page).getByRole('button', { name: 'Sign out' }).boundingBox()
    expect(box?.x, `${width} px`).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0), `${width} px`).toBeLessThanOrEqual(width)
  }
})

test('signing out is a form that is sent to the server', async ({ page }) => {
  const server = await signedIn(page, ana)
  const sent: string[] = []
  await page.route('**/auth/sign-out', (route) => {
    sent.push(`${route.request().method()} ${route.request().resourceType()}`)
    server.session = nobody
    return route.fulfill({ status: 303, headers: { location: '/sign-in?signed-out=1' } })
  })
  await page.goto('/chats/45')
  await account(page).getByRole('button', { name: 'ana@example.com' }).click()
  await account(page).getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in?signed-out=1')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are signed out')
  expect(sent).toEqual(['POST document'])
})

test('the help has the account and the way out, on a phone too', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const server = await signedIn(page, ana)
  await page.goto('/')
  await expect(account(page).getByRole('button')).toBeVisible()
  await page.getByRole('button', { name: 'Help and settings' }).click()
  const section = page.getByRole('region', { name: 'Account' })
  await expect(section).toContainText('ana@example.com')
  await expect(section.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await expectAccessible(page)
  server.session = nobody
  await page.reload()
  await page.getByRole('button', { name: 'Help and settings' }).click()
  await expect(section).toContainText('You are not signed in.')
  await expect(section.getByRole('link', { name: 'Sign in' })).toBeVisible()
})

for (const search of ['mask=1', 'shot=1', 'shot=1&mask=0', 'shot=1&open=account', 'mask=1&open=help'])
  test(`nobody is named with ${search}`, async ({ page }) => {
    await signedIn(page, ana)
    for (const path of ['/', '/chats/45', '/chats?ids=45', '/sign-in']) {
      await page.goto(`${path}${path.includes('?') ? '&' : '?'}${search}`)
      await page.waitForSelector('html[data-shot=ready]')
      await expect(account(page)).toContainText('Signed in')
      const cdp = await page.context().newCDPSession(page)
      const { nodes } = await cdp.send('Accessibility.getFullAXTree')
      expect((await page.content()) + JSON.stringify(nodes) + (await page.title()), path).not.toMatch(/ana|lopez/i)
    }
  })

test('hiding personal data takes the account’s name away at once', async ({ page }) => {
  await signedIn(page, ana)
  await page.goto('/chats/45')
  await account(page).getByRole('button', { name: 'ana@example.com' }).click()
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('h')
  await expect(page.locator(main)).toHaveAttribute('data-masked', 'true')
  await expect(account(page)).toContainText('Signed in')
  expect(await page.content()).not.toMatch(/ana@|Ana Lopez/)
})

test('somebody whose account may not look up chats is told so on every page', async ({ page }) => {
  const server = await signedIn(page, barred)
  await page.route(api, (route) => route.fulfill(failure('not_allowed')))
  for (const path of ['/', '/chats/45', '/chats?ids=45,46', '/qa', '/sign-in', '/sign-in?signed-out=1', '/nowhere']) {
    await page.goto(path)
    await expect(page.locator(main)).toHaveAttribute('data-view', 'sign-in')
    await expect(page.locator(main)).toHaveAttribute('data-state', 'not-allowed')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account does not have access')
    await expect(page.locator(main)).toContainText('You are signed in as ana@example.com.')
  }
  await page.goto('/chats/45')
  await expect(page.getByRole('link', { name: 'Use another account' })).toHaveAttribute(
    'href',
    '/auth/sign-in?return=%2Fchats%2F45&switch=1',
  )
  await expect(page.locator(main).getByRole('button', { name: 'Sign out' })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/chats/45?mask=1')
  await expect(page.locator(main)).toContainText('You are signed in.')
  expect(await page.content()).not.toContain('ana@example.com')
  server.session = { ...barred, signIn: 'proxy', until: null }
  await page.goto('/chats/45')
  await expect(page.locator(main).getByRole('link', { name: 'Try again' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Use another account' })).toHaveCount(0)
})

test('a chat says that the account may not look, where only its own lookup knows', async ({ page }) => {
  await signedIn(page, ana)
  await page.route(api, (route) => route.fulfill(failure('not_allowed')))
  await page.goto('/chats/45')
  await expect(page.locator(main)).toHaveAttribute('data-view', 'chat')
  await expect(page.locator(main)).toHaveAttribute('data-state', 'unauthorized')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account does not have access')
  await expect(page.locator(main)).toContainText('You are signed in as ana@example.com.')
  await expect(page.getByRole('link', { name: 'Use another account' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Look up another chat' })).toBeVisible()
})

test('the page is not ready to be photographed before it is known who is signed in', async ({ page }) => {
  await signedIn(page, ana)
  const answer = Promise.withResolvers<void>()
  await page.route('**/auth/session', async (route) => {
    await answer.promise
    return route.fulfill({ json: ana })
  })
  await page.goto('/chats/45?now=2026-01-01T00:00:00Z')
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
  await page.waitForTimeout(700)
  await expect(page.locator('html')).not.toHaveAttribute('data-shot')
  answer.resolve()
  await expect(page.locator('html')).toHaveAttribute('data-shot', 'ready')
  await expect(account(page)).toContainText('ana@example.com')
})

test('what stands beside the account does not move when it comes', async ({ page }) => {
  await signedIn(page, ana)
  const answer = Promise.withResolvers<void>()
  await page.route('**/auth/session', async (route) => {
    await answer.promise
    return route.fulfill({ json: ana })
  })
  const places = () =>
    page
      .locator('header :is(a, input, [data-source], button[aria-haspopup], button[type=submit])')
      .evaluateAll((parts) => parts.map((part) => Object.values(part.getBoundingClientRect().toJSON()).join()))
  for (const width of [1440, 768, 390]) {
    await page.setViewportSize({ width, height: 800 })
    await page.goto('/chats/45')
    await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
    const before = await places()
    if (width === 1440) answer.resolve()
    await expect(account(page).getByRole('button')).toBeVisible()
    expect(await places(), `${width} px`).toEqual(before)
  }
})

test('a session that cannot be asked for leaves the page as it is', async ({ page }) => {
  await signedIn(page, ana)
  await page.route('**/auth/session', (route) => route.fulfill({ status: 503, body: '' }))
  await page.goto('/chats/45')
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
  await expect(page.locator('html')).toHaveAttribute('data-shot', 'ready')
  await expect(account(page)).toHaveText('')
})

test('an account that cannot be fetched takes nothing else with it', async ({ page }) => {
  await signedIn(page, ana)
  const { refused } = await withoutChunk(page, 'deferred')
  await page.goto('/chats/45')
  await refused
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
  await expect(account(page)).toHaveText('')
})

test('nor does the note on a slow answer', async ({ page }) => {
  const answer = Promise.withResolvers<void>()
  await page.route(api, async (route) => {
    await answer.promise
    return route.continue()
  })
  const { refused } = await withoutChunk(page, 'deferred')
  await page.goto('/chats/45')
  await refused
  await page.waitForTimeout(300)
  await expect(page.locator(main)).toHaveAttribute('data-state', 'loading')
  answer.resolve()
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
})

test('a proxy’s own sign-in is offered by loading the page anew', async ({ page }) => {
  const server = await signedIn(page, { ...ana, signIn: 'proxy', until: null })
  await page.route(api, (route) =>
    server.session.person
      ? route.continue()
      : route.fulfill({ status: 302, headers: { location: 'https://login.example/?back=here' } }),
  )
  await page.goto('/chats/45')
  await account(page).getByRole('button', { name: 'ana@example.com' }).click()
  await expect(account(page)).toContainText('You are signed in through a proxy.')
  await expect(page.getByRole('button', { name: 'Sign out' })).toHaveCount(0)
  server.session = { ...nobody, signIn: 'proxy' }
  await page.keyboard.press('Escape')
  await page.keyboard.press('r')
  await expect(page.locator(main)).toHaveAttribute('data-state', 'unauthorized')
  const reload = page.getByRole('link', { name: 'Reload to sign in' })
  await expect(reload).toHaveAttribute('href', '/chats/45')
  server.session = { ...ana, signIn: 'proxy', until: null }
  const loading = page.waitForEvent('load')
  await reload.click()
  await loading
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
})

test('a refresh asks anew, a first look takes part in what others ask for', async ({ page }) => {
  await page.clock.install()
  const sent: (string | undefined)[] = []
  await page.route(api, (route) => {
    sent.push(route.request().headers()['cache-control'])
    return route.continue()
  })
  await page.goto('/chats/45')
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
  expect(sent).toEqual([undefined])
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect.poll(() => sent).toEqual([undefined, 'no-cache'])
  await page.getByLabel('Auto-refresh').selectOption('60')
  await page.clock.runFor(61_000)
  await expect.poll(() => sent).toEqual([undefined, 'no-cache', 'no-cache'])
  await page.getByLabel('Chat ID').fill('101')
  await page.getByLabel('Chat ID').press('Enter')
  await expect.poll(() => sent).toEqual([undefined, 'no-cache', 'no-cache', undefined])
})

test('this console’s limit has words of its own, a countdown and one try by itself', async ({ page }) => {
  const clock = await stopClock(page)
  let asked = 0
  await page.route(api, (route) => {
    asked += 1
    return route.fulfill(failure('too_many_lookups', 12))
  })
  await page.goto('/chats/45')
  await expect(page.locator(main)).toHaveAttribute('data-state', 'rate-limited')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have reached the lookup limit')
  await expect(page.locator(main)).not.toContainText('rate limit was reached')
  const countdown = page.locator('[data-countdown]')
  await expect(countdown).toHaveText('Retrying in 12 s.')
  await clock.set(12)
  await expect.poll(() => asked).toBe(2)
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  await expect(countdown).toHaveCount(0)
  expect(asked).toBe(2)
})

for (const [code, heading, retryAfter] of [
  ['upstream_down', 'Linq keeps failing', 5],
  ['audit_unavailable', 'The lookup could not be recorded', 5],
  ['sign_in_unavailable', 'Your sign-in could not be verified', 5],
] as const)
  test(`${code} is left alone for the time it asks, and then tried once`, async ({ page }) => {
    const clock = await stopClock(page)
    let asked = 0
    await page.route(api, (route) => {
      asked += 1
      return asked === 1 ? route.fulfill(failure(code, retryAfter)) : route.continue()
    })
    await page.goto('/chats/45')
    await expect(page.locator(main)).toHaveAttribute('data-state', 'upstream-error')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    await expect(page.locator('[data-countdown]')).toHaveText('Retrying in 5 s.')
    await clock.set(4)
    await expect(page.locator('[data-countdown]')).toHaveText('Retrying in 1 s.')
    expect(asked).toBe(1)
    await clock.set(5)
    await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
    expect(asked).toBe(2)
  })

test('a console that restarts is asked once more without a word', async ({ page }) => {
  let asked = 0
  await page.route(api, (route) => {
    asked += 1
    return asked === 1 ? route.fulfill(failure('draining', 1)) : route.continue()
  })
  await page.goto('/chats/45')
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
  await expect(page.locator('section [data-field=attempts]')).toHaveText('2')
})

const ids = (count: number) => Array.from({ length: count }, (_, index) => 1000 + index).join(',')

test('several chats that need a sign-in make one offer, and few requests', async ({ page }) => {
  const server = await signedIn(page, ana)
  let asked = 0
  await page.route(api, (route) => {
    asked += 1
    // As it is: the session was fine when the page was opened.
    server.session = nobody
    return route.fulfill(failure('sign_in_required'))
  })
  await page.goto(`/chats?ids=${ids(190)}`)
  await expect(page.locator(main)).toHaveAttribute('data-state', 'unauthorized')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to see these 190 chats')
  await expect(page.locator('tr[data-chat-id]')).toHaveCount(0)
  await expect(page.locator(main).getByRole('link', { name: 'Sign in' })).toHaveAttribute(
    'href',
    `/auth/sign-in?return=${encodeURIComponent(`/chats?ids=${ids(190)}`)}`,
  )
  expect(asked).toBeLessThanOrEqual(4)
  await expectAccessible(page)
})

test('a list too long to come back to is signed in for beside, and goes on by itself', async ({ page }) => {
  const server = await signedIn(page, nobody)
  await page.route(api, (route) =>
    server.session.person
      ? route.fulfill({ json: { data: { id: route.request().url().split('/').at(-1) } } })
      : route.fulfill(failure('sign_in_required')),
  )
  // 19 digits each: more than 1,000 characters together.
  const long = Array.from({ length: 55 }, (_, index) => `9${String(index).padStart(17, '0')}`)
  await page.goto(`/chats?ids=${long.join(',')}`)
  const link = page.locator(main).getByRole('link', { name: 'Open sign-in in a new tab' })
  await expect(link).toHaveAttribute('href', '/auth/sign-in?return=%2F')
  await expect(link).toHaveAttribute('target', '_blank')
  await expect(page.locator(main)).toContainText('Keep this page open')
  server.session = ana
  await comeBack(page)
  await expect(page.locator('tr[data-state=ready]')).toHaveCount(long.length)
})

test('several chats come through this console’s limit, only slower, and the page says so', async ({ page }) => {
  let free = 6
  const refill = setInterval(() => (free = Math.min(6, free + 1)), 250)
  await page.route(api, (route) => {
    if (free < 1) return route.fulfill(failure('too_many_lookups', 1))
    free -= 1
    return route.fulfill({ json: { data: { id: Number(route.request().url().split('/').at(-1)) } } })
  })
  await page.goto(`/chats?ids=${ids(14)}`)
  await expect(page.locator('[data-slowed]')).toContainText('so the rest load more slowly')
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready', { timeout: 30_000 })
  clearInterval(refill)
  await expect(page.locator('tr[data-state=ready]')).toHaveCount(14)
  await expect(page.locator('[data-slowed]')).toHaveCount(0)
})

for (const [problem, heading] of [
  ['expired', 'This sign-in has expired'],
  ['refused', 'Sign-in was not completed'],
  ['invalid', 'The sign-in could not be verified'],
  ['unavailable', 'Sign-in is unavailable'],
  ['another', 'Sign-in failed'],
] as const)
  test(`a sign-in that came to nothing (${problem}) says why, and is tried again for the same place`, async ({
    page,
  }) => {
    await signedIn(page, nobody)
    await page.goto(`/sign-in?problem=${problem}&return=${encodeURIComponent('/chats/45?mask=1')}`)
    await expect(page.locator(main)).toHaveAttribute('data-view', 'sign-in')
    await expect(page.locator(main)).toHaveAttribute('data-state', 'failed')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    await expect(page).toHaveTitle(`${heading} · Chat console`)
    const again = page.getByRole('link', { name: 'Try again' })
    await expect(again).toHaveAttribute('href', '/auth/sign-in?return=%2Fchats%2F45%3Fmask%3D1')
    // The one that has all of the others' elements, and a link besides.
    if (problem !== 'refused') return
    await expect(page.getByRole('link', { name: 'Use another account' })).toHaveAttribute(
      'href',
      '/auth/sign-in?return=%2Fchats%2F45%3Fmask%3D1&switch=1',
    )
    await expectAccessible(page)
  })

for (const [what, path, session, state, heading] of [
  ['plain', '/sign-in', nobody, 'required', 'Sign in to look up chats'],
  ['after a sign-out', '/sign-in?signed-out=1', nobody, 'signed-out', 'You are signed out'],
  ['with a session', '/sign-in?return=%2Fchats%2F45', ana, 'signed-in', 'You are already signed in'],
] as const)
  test(`/sign-in ${what} is ${state}`, async ({ page }) => {
    await signedIn(page, session)
    const response = await page.goto(path)
    expect(response?.status()).toBe(200)
    await expect(page.locator(main)).toHaveAttribute('data-view', 'sign-in')
    await expect(page.locator(main)).toHaveAttribute('data-state', state)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    await expectAccessible(page)
    if (state !== 'signed-in') return
    await page.getByRole('link', { name: 'Continue' }).click()
    await expect(page).toHaveURL('/chats/45')
  })

test('/sign-in of a console without one says that nobody has to', async ({ page, liveConsole }) => {
  for (const path of [
    '/sign-in',
    `${liveConsole.url}/sign-in?signed-out=1`,
    `${liveConsole.url}/sign-in?problem=expired`,
  ]) {
    await page.goto(path)
    await expect(page.locator(main)).toHaveAttribute('data-state', 'off')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign-in is not required')
  }
})

test('no address leads from the sign-in to another site', async ({ page }) => {
  const server = await signedIn(page, nobody)
  for (const back of [
    'https://evil.example/',
    '//evil.example/chats',
    '/\\evil.example',
    '/chats/..//evil.example',
    '/auth/sign-out',
  ]) {
    server.session = nobody
    await page.goto(`/sign-in?problem=expired&return=${encodeURIComponent(back)}`)
    await expect(page.getByRole('link', { name: 'Try again' }), back).toHaveAttribute(
      'href',
      '/auth/sign-in?return=%2F',
    )
    server.session = ana
    await page.goto(`/sign-in?return=${encodeURIComponent(back)}`)
    await expect(page.getByRole('link', { name: 'Go to lookup' }), back).toHaveAttribute('href', '/')
  }
})

test('with live data no address makes up a session', async ({ page, liveConsole }) => {
  await page.goto(`${liveConsole.url}/chats/45?hold=signed-in`)
  await page.waitForSelector('html[data-shot=ready]')
  await expect(account(page)).toHaveCount(0)
})
