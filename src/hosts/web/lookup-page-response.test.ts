import { expect, onTestFinished, test, vi } from 'vitest'

import { createPageRenderer } from '../render/render-pages.tsx'
import { answerLookup, redirectLookup, renderPlainLookup } from './lookup-page-response.ts'

const headers = { 'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'cross-origin' }

const renderer = await createPageRenderer('test')

const redirect = (target: string, method = 'GET') => redirectLookup({ method, target }, headers)

test.each(['GET', 'HEAD'])('redirects a submitted ID, and lets nothing keep its address (%s)', (method) => {
  expect(redirect('/?mask=1&text=45', method)).toEqual({
    status: 303,
    headers: { ...headers, location: '/chats/45?mask=1', 'cache-control': 'no-store' },
    body: null,
  })
})

test.each(['/', '/?mask=1', '/?text=%2B12025550123', '/chats/45?text=46', '/chats?text=46', '/nowhere?text=46'])(
  'redirects no request for %s',
  (target) => {
    expect(redirect(target)).toBeNull()
  },
)

test('redirects no other method', () => {
  expect(redirect('/?text=45', 'POST')).toBeNull()
})

/** The parts of a page, and the errors that were reported. */
function partsOf(mask: string, render: typeof renderer.lookup) {
  const errors: unknown[] = []
  const template = {
    plain: 'The browser renders this page.',
    before: () => '',
    after: '',
    lookup: (html: string) => html,
    inline: { scripts: [], styles: [] },
  }
  const config = { source: 'sandbox', mask, 'sign-in': '', links: '', support: '', find: '' }
  const onBug = (error: unknown) => errors.push(error)
  return { template, renderer: { ...renderer, lookup: render }, config, headers, onBug, errors }
}

const plainLookup = () => ({ status: 200, headers: {}, body: new TextEncoder().encode('Rendered once') })

/** The page of a request, and the errors that were reported. */
async function pageOf(target: string, { method = 'GET', mask = '', render = renderer.lookup } = {}) {
  const { errors, ...parts } = partsOf(mask, render)
  const response = answerLookup({ method, target, headers: new Headers() }, { ...parts, plainLookup })
  let html = ''
  const body = response?.body ?? []
  if (body instanceof Uint8Array) html = new TextDecoder().decode(body)
  else for await (const piece of body) html += new TextDecoder().decode(piece)
  return { response, html, errors }
}

const crash = new Error('A part of the page could not be rendered')
const failing = () => {
  throw crash
}

test.each([
  ['%2B12025550123', '+12025550123', 'This looks like a phone number. Chats can only be looked up by ID.'],
  ['', '', 'Enter a chat ID, for example 45.'],
  ['me%40example.com', 'me@example.com', 'This looks like an email address. Chats can only be looked up by ID.'],
  ['chat+45+and+chat+46', 'chat 45 and chat 46', 'This text has 2 different IDs. Choose one.'],
  [`45+${'x'.repeat(100_000)}`, 'x'.repeat(100), 'This text is longer than 100,000 characters.'],
])('says why %.30s opens no chat, with the text in the box', async (sent, text, words) => {
  const { response, html } = await pageOf(`/?theme=dark&text=${sent}`)
  expect(response?.status).toBe(200)
  expect(html).toContain(words)
  expect(/<input[^>]* name="text"[^>]*>/.exec(html)?.[0]).toContain(text)
  expect(html).toContain('<input type="hidden" name="theme" value="dark"/>')
  expect(html).toContain('aria-invalid="true"')
})

test.each(['', 'shot=1&', 'motion=off&', 'lang=en-XA&', 'hold=sign-in&'])(
  'a page with a submitted text is stored nowhere (/?%stext=…)',
  async (others) => {
    for (const options of [{}, { method: 'HEAD' }, { render: failing }]) {
      const { response } = await pageOf(`/?${others}text=%2B12025550123`, options)
      expect(response).toMatchObject({ status: 200, headers: { ...headers, 'cache-control': 'private, no-store' } })
      expect(response?.headers).not.toHaveProperty('etag')
    }
  },
)

test('a page with a submitted text that the server cannot render is rendered by the browser', async () => {
  const { html } = await pageOf('/?shot=1&text=%2B12025550123')
  expect(html).toBe('The browser renders this page.')
})

test.each(['mask=1', 'screenshot', '&shot=1'])('no setting of the page is read from the text %j', async (text) => {
  const { html } = await pageOf(`/?text=${encodeURIComponent(text)}`)
  expect(html).toContain('aria-invalid="true"')
  expect(html).not.toContain('<input type="hidden"')
})

test('the IDs of a text are buttons of the form', async () => {
  const { html } = await pageOf('/?text=chat+45+and+chat+46')
  expect(html).toMatch(/<button type="submit" value="45"[^>]* name="ids"/)
  expect(html).toMatch(/<button type="submit" value="45,46"[^>]* name="ids"/)
})

test('a text cannot end its attribute', async () => {
  const { html } = await pageOf('/?text=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E')
  expect(html).not.toContain('<script>')
})

test.each(['/', '/?'])('%s is not rendered for each request', async (target) => {
  const { html, errors } = await pageOf(target, { render: failing })
  expect([html, errors]).toEqual(['Rendered once', []])
})

test('the page of an address without parameters has an empty box', () => {
  const html = renderPlainLookup(partsOf('', renderer.lookup))
  expect(html).toContain('action="/"')
  expect(html).toContain('aria-invalid="false"')
  expect(html).not.toContain('<input type="hidden"')
})

test('it is the same at any time, and has nothing of a person who signs in', () => {
  const { config, ...parts } = partsOf('', renderer.lookup)
  const render = (at: string) => {
    vi.useFakeTimers({ now: new Date(at) })
    return renderPlainLookup({ ...parts, config: { ...config, 'sign-in': 'oidc' } })
  }
  onTestFinished(() => void vi.useRealTimers())
  const html = render('2026-11-29T23:59:59Z')
  expect(html).toContain('data-account')
  expect(html).not.toMatch(/Signed in|Sign in|Sign out/)
  expect(render('2027-01-01T00:00:00Z')).toBe(html)
})

test('where it cannot be rendered the browser renders it, and the error is reported', () => {
  const parts = partsOf('', failing)
  expect(renderPlainLookup(parts)).toBe('The browser renders this page.')
  expect(parts.errors).toEqual([crash])
})

test('a page with settings in its address has them in its form, and may be stored', async () => {
  const { response, html } = await pageOf('/?mask=1&theme=dark')
  expect(html).toContain('<input type="hidden" name="mask" value="1"/>')
  expect(html).toContain('aria-invalid="false"')
  expect(response?.headers).toMatchObject({ ...headers, 'cache-control': 'no-cache' })
})

test.each(['/?shot=1', '/?motion=off', '/?lang=en-XA', '/?hold=sign-in', '/chats/45', '/qa', '//'])(
  'leaves %s to the browser',
  async (target) => {
    expect((await pageOf(target)).response).toBeNull()
  },
)

test('a page that cannot be rendered is left to the browser, and reported', async () => {
  const { response, errors } = await pageOf('/?theme=dark', { render: failing })
  expect([response, errors]).toEqual([null, [crash]])
})
