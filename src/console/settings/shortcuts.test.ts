import { expect, test } from 'vitest'

import { labelledShortcuts } from './shortcut-labels.ts'
import { shortcutOf } from './shortcuts.ts'

test.each([
  ['h', 'KeyH', false, 'mask'],
  // Caps Lock.
  ['H', 'KeyH', false, 'mask'],
  ['H', 'KeyH', true, undefined],
  // Cyrillic, Hebrew, Greek.
  ['\u0440', 'KeyH', false, 'mask'],
  ['\u0420', 'KeyH', false, 'mask'],
  ['\u0420', 'KeyH', true, undefined],
  ['\u05d9', 'KeyH', false, 'mask'],
  ['\u03b7', 'KeyH', false, 'mask'],
  // Thai, Hindi, Tamil: some keys are combining marks. Arabic: a key is two letters.
  ['\u0e49', 'KeyH', false, 'mask'],
  ['\u0e47', 'KeyH', true, undefined],
  ['\u093f', 'KeyH', false, 'mask'],
  ['\u0bcd', 'KeyH', false, 'mask'],
  ['\u0644\u0627', 'KeyH', false, 'mask'],
  // A Latin letter counts, not its key: Dvorak.
  ['h', 'KeyJ', false, 'mask'],
  ['\u00e4', 'Quote', false, undefined],
  // A character of its own in each layout.
  ['/', 'Slash', false, 'lookup'],
  ['/', 'KeyQ', false, 'lookup'],
  ['/', 'Digit7', true, 'lookup'],
  ['?', 'Slash', true, 'help'],
  ['Enter', 'Enter', false, undefined],
] as const)('the key %s (%s, shift: %s) is %s', (key, code, shiftKey, shortcut) => {
  expect(shortcutOf({ key, code, shiftKey })).toBe(shortcut)
})

test('the label of each key that does nothing on other pages names a chat', () => {
  const everywhere = labelledShortcuts().filter(({ label }) => !/\ba chat\b/.test(label()))
  expect(everywhere.map(({ key }) => key)).toEqual(['/', '?', 'h', 't', 'z'])
})
