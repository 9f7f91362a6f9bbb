import { expect, test } from 'vitest'

import { asksToHide } from './asks-to-hide.ts'

test.each([
  ['https://console.example.com/chats/45?mask=1', true],
  ['/chats/45?mask=1).', true],
  ['/chats/45?mask', true],
  ['/chats/45%3Fmask%3D1', true],
  ['<https://console.example.com/chats/45?theme=dark&amp;mask=1|Chat 45>', true],
  ['/chats/45?mask=0', false],
  ['/chats/45?mask=0&theme=dark', false],
  ['chat 45', false],
  ['unmasked 45', false],
])('a pasted %s asks to hide: %j', (text, hides) => {
  expect(asksToHide(text)).toBe(hides)
})
