import { expect, test } from 'vitest'

import { parseChatId } from '../linq/chat-id.ts'
import { bulkUrl, chatUrl, matchPage, pageNames, pages, withoutRepeatedSlashes } from './pages.ts'

const id = (digits: string) => parseChatId(digits) ?? expect.unreachable()

test.each([
  ['/', { name: 'lookup' }],
  ['/chats', { name: 'several' }],
  ['/chats/', { name: 'several' }],
  ['/find', { name: 'find' }],
  ['/chats/45', { name: 'chat', id: '45' }],
  ['/chats/45/', { name: 'chat', id: '45' }],
  ['/chats/%2B1', { name: 'chat', id: '%2B1' }],
  ['/qa', { name: 'qa' }],
  ['/sign-in/', { name: 'sign-in' }],
])('finds the page at %s', (path, page) => {
  expect(matchPage(path)).toEqual(page)
})

test.each(['', '//', '/Chats', '/chats/45/more', '/chats//', '/qa/shots.json', '/sign-in/x', '/nowhere', '/chats\n'])(
  'finds no page at %j',
  (path) => {
    expect(matchPage(path)).toBeNull()
  },
)

test.each([
  ['//chats/45', '/chats/45'],
  ['//chats/45?mask=1&from=//x', '/chats/45?mask=1&from=//x'],
  ['///chats//45', '/chats/45'],
  ['//', '/'],
  ['/chats/45', null],
  ['/chats/45?from=//x', null],
  ['//evil.test/chats', null],
  ['//evil.test', null],
  ['//assets/index.js', null],
  [String.raw`//\evil.test`, null],
])('leads %s to %s', (target, page) => {
  expect(withoutRepeatedSlashes(target)).toBe(page)
})

test('makes paths that it finds again', () => {
  expect(matchPage(chatUrl(id('45')))).toEqual({ name: 'chat', id: '45' })
  expect(matchPage(bulkUrl([id('45'), id('46')], '?mask=1').split('?')[0] ?? '')).toEqual({ name: 'several' })
  expect(bulkUrl([id('45'), id('46')], '?mask=1')).toBe('/chats?ids=45,46&mask=1')
  for (const name of pageNames) expect(matchPage(pages[name].path)?.name).toBe(name)
})
