import { expect, test } from 'vitest'

import { maskParameter } from '../settings/mask-parameter.ts'
import { asksToHide } from './asks-to-hide.ts'

test.each([
  ['https://console.example.com/chats/45?mask=1', true],
  ['/chats/45?mask=1).', true],
  ['/chats/45?mask', true],
  ['/chats/45%3Fmask%3D1', true],
  ['<https://console.example.com/chats/45?theme=dark&amp;mask=1|Chat 45>', true],
  ['/chats/45&mask=1', true],
  ['/chats/45;mask=1', true],
  ['/chats/45#mask=1', true],
  ['45 mask', true],
  ['/chats/45?m\u00adask=1', true],
  ['/chats/45?mas\u2060k=1', true],
  ['/chats/45?ｍａｓｋ=1', true],
  ['/chats/45?theme=dark&ma=\r\nsk=3D1', true],
  ['/chats/45?sh\u200bot=1', true],
  ['/chats/45?mask=0\nSee the mask', true],

  ['/chats/45?mask=0#mask=1', true],
  ['/chats/45?mask=0', false],
  ['/chats/45?mask=0#top', false],
  ['/chats/45?mask=0 please', false],
  ['See the screenshot of #45', false],
  ['/chats/45?mask=0&theme=dark', false],
  ['chat 45', false],
  ['unmasked 45', false],
])('a pasted %s asks to hide: %j', (text, hides) => {
  expect(asksToHide(text)).toBe(hides)
})

test.each([
  'mask=1',
  'mask=1.',
  'mask=1)',
  'mask=1,',
  'mask=1%20',
  'mask=1%E2%80%9D',
  'mask=true',
  'mask=yes',
  'mask',
  'mask=',
  'mask=0.',
  'mask=00',
  'MASK=1',
  'mask=FALSE',
  '%6dask=1',
  'theme=dark&amp;mask=1',
  'theme=dark&amp;mask=0',
  'mask=0&mask=1',
  'tz=UTC?mask=1',
  'theme=dark;mask=1',
  '%3Fmask=1',
  ' mask=1',
  'shot=1',
  'shot=1.',
  'theme=dark&amp;shot=1',
  'shot=1&mask=',
  'Shot=1',
  'masked=1',
  'Xmask=1',
  'tz=UTCmask=1',
])('%s hides in the page’s address and in a pasted link', (search) => {
  const { href, searchParams } = new URL(`https://console.example.com/chats/45?${search}`)
  expect([maskParameter(searchParams), asksToHide(href)]).toEqual([true, true])
})
