import { expect, test } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { documentedChat } from '../../linq/v2/example.ts'
import { createPageRenderer } from './render-pages.tsx'

const id = parseChatId('45') ?? expect.unreachable()
const body = JSON.stringify(documentedChat)
const reply = { status: 200, headers: {}, body, durationMs: 0, at: 0, hidden: false }

test('the page of a chat has the links of its server, and of no server before', async () => {
  const renderer = await createPageRenderer('test')
  const hrefs = (links: object[]) => {
    const serverConfig = {
      source: 'sandbox',
      mask: '',
      'sign-in': '',
      links: links.length === 0 ? '' : encodeURIComponent(JSON.stringify(links)),
      support: '',
      find: '',
    }
    const page = { id, href: 'http://localhost/chats/45', serverConfig, zone: null, localZone: null, session: null }
    return [...(renderer.whole(page, reply) ?? '').matchAll(/href="(https:[^"]*)"/g)].map(([, href]) => href)
  }
  expect(hrefs([{ name: 'Logs', url: 'https://logs.example.com/{chat_id}' }])).toEqual(['https://logs.example.com/45'])
  expect(hrefs([])).toEqual([])
})

test.each([
  ['', ['name="sort"', 'value="joined_at"']],
  ['?sort=joined_at', ['name="sort"', 'value="-joined_at"']],
  // Nothing: the order in which Linq sent them.
  ['?sort=-joined_at', []],
  ['?sort=id', ['name="sort"', 'value="joined_at"']],
])('before hydration, a heading sorts by its column, then the other way, then not: %j', async (search, submitted) => {
  const renderer = await createPageRenderer('test')
  const serverConfig = { source: 'sandbox', mask: '', 'sign-in': '', links: '', support: '', find: '' }
  const href = `http://localhost/chats/45${search}`
  const page = { id, href, serverConfig, zone: null, localZone: null, session: null }
  const html = renderer.whole(page, reply) ?? ''
  const [button] = /<button[^>]*form="sort"[^>]*>Joined</.exec(html) ?? expect.unreachable()
  expect(button.match(/\b(?:name|value)="[^"]*"/g)?.toSorted() ?? []).toEqual(submitted)
  expect(/<form[^>]*id="sort"[^>]*>(.*?)<\/form>/.exec(html)?.[1]).toBe('')
})

test('what is sent before Linq has answered is the whole header, which the first paint waits for', async () => {
  const renderer = await createPageRenderer('test')
  const serverConfig = { source: 'sandbox', mask: '', 'sign-in': '', links: '', support: '', find: '' }
  const page = {
    id,
    href: 'http://localhost/chats/45',
    serverConfig,
    zone: null,
    localZone: null,
    session: null,
  }
  const header = renderer.header(page)
  expect(header).toMatch(/^<header id="header".*<\/header>/)
  expect(renderer.whole(page, reply)?.startsWith(header)).toBe(true)
})
