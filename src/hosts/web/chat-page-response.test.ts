import { expect, test } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { answerChatPage } from './chat-page-response.ts'
import type { Pages } from './pages.ts'

const id = parseChatId('45') ?? expect.unreachable()
const crash = new Error('A part of the page could not be rendered')

/** The text of a page whose rendering is `whole`, and the errors that were reported. */
async function pageOf(whole: Pages['renderer']['whole'], path = '/chats/45') {
  const errors: unknown[] = []
  const pages: Omit<Pages, 'plainLookup'> = {
    template: {
      plain: '',
      before: (title, header) => `<title>${title}</title>${header}`,
      after: '</div>',
      lookup: (html) => html,
      inline: { scripts: [], styles: [] },
    },
    renderer: {
      readZone: () => ({ zone: null, localZone: null }),
      isMasking: () => false,
      header: () => '<header></header>',
      mask: (_, reply) => reply,
      whole,
      lookup: () => null,
    },
    config: { source: 'sandbox', mask: '', 'sign-in': '', links: '', support: '', find: '' },
    headers: {},
    gateway: {
      lookUpForPage: async () => ({
        requestId: 'r',
        cookies: [],
        session: null,
        answer: Promise.resolve({ outcome: { status: 200, code: null, body: '{}', headers: {} } }),
      }),
    },
    onBug: (error) => errors.push(error),
  }
  const request = {
    method: 'GET',
    target: path,
    host: 'localhost',
    address: null,
    headers: { get: () => null },
    signal: new AbortController().signal,
    readBody: async () => new Uint8Array(),
  }
  const { body } = await answerChatPage({ id, zone: null, localZone: null }, request, `http://localhost${path}`, pages)
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of body) text += decoder.decode(piece)
  return { text, errors }
}

test('sends a page that cannot be rendered with its answer, for the browser to render, and reports why', async () => {
  const { text, errors } = await pageOf(() => {
    throw crash
  })
  expect(errors).toEqual([crash])
  expect(text).toContain('"rendered":false')
  expect(text).toContain('"body":"{}"')
})

test('sends what the renderer made of the page, and reports nothing', async () => {
  const { text, errors } = await pageOf(() => '<header></header><main></main>')
  expect(errors).toEqual([])
  expect(text).toContain('<header></header><main></main>')
  expect(text).toContain('"rendered":true')
})

test.each([
  ['the filter of an older link', '/chats/45?sort=id&filter=%2B12025550130'],
  ['a text of the lookup form', '/chats/45?text=%2B12025550130&sort=id'],
])('renders the page at the URL at which the browser hydrates it: without %s', async (_, path) => {
  const rendered: string[] = []
  await pageOf(({ href }) => {
    rendered.push(href)
    return null
  }, path)
  expect(rendered.map((href) => new URL(href).search)).toEqual(['?sort=id'])
})
