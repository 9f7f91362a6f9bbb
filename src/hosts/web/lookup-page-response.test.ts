import { beforeAll, expect, test } from 'vitest'

import { createChatPageRenderer } from '../render/render-chat-page.tsx'
import { answerLookupPage, redirectLookup } from './lookup-page-response.ts'

const headers = { 'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'cross-origin' }

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

let renderer: Awaited<ReturnType<typeof createChatPageRenderer>>
beforeAll(async () => {
  renderer = await createChatPageRenderer('test')
})

/** The page of a request, and the errors that were reported. */
async function pageOf(target: string, { mask = '', ...sent }: Record<string, string> = {}, render = renderer.lookup) {
  const errors: unknown[] = []
  const response = await answerLookupPage({ method: 'GET', target, headers: new Headers(sent) }, 'http://localhost', {
    template: {
      plain: '',
      before: () => '',
      after: '',
      lookup: (html) => html,
      inline: { scripts: [], styles: [] },
    },
    renderer: { ...renderer, lookup: render },
    config: { source: 'sandbox', mask, 'sign-in': '', links: '', support: '' },
    headers,
    onBug: (error) => errors.push(error),
  })
  let html = ''
  const body = response?.body ?? []
  if (!(body instanceof Uint8Array)) for await (const piece of body) html += new TextDecoder().decode(piece)
  return { response, html, errors }
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

test('a page with a submitted text is stored nowhere, and embedded by no other site', async () => {
  const { response } = await pageOf('/?text=%2B12025550123')
  expect(response?.headers).toMatchObject({
    'cache-control': 'private, no-store',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  })
  expect(response?.headers).not.toHaveProperty('etag')
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

test('a page without a text has an empty box, and is revalidated', async () => {
  const { response, html } = await pageOf('/')
  expect(html).toContain('action="/"')
  expect(html).toContain('aria-invalid="false"')
  const { etag } = response?.headers ?? {}
  expect(response?.headers).toMatchObject({ 'cache-control': 'no-cache' })
  expect((await pageOf('/', { 'if-none-match': String(etag) })).response).toMatchObject({ status: 304, body: null })
})

test.each(['/?shot=1', '/?motion=off', '/?lang=en-XA', '/?hold=sign-in', '/chats/45', '/qa', '//'])(
  'leaves %s to the browser',
  async (target) => {
    expect((await pageOf(target)).response).toBeNull()
  },
)

test('a page that cannot be rendered is left to the browser, and reported', async () => {
  const crash = new Error('A part of the page could not be rendered')
  const { response, errors } = await pageOf('/', {}, () => {
    throw crash
  })
  expect([response, errors]).toEqual([null, [crash]])
})
