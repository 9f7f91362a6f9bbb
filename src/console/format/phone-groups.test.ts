import { expect, test } from 'vitest'

import { phoneGroups } from './phone-groups.ts'

test.each([
  ['+15551234567', '+1 555 123 4567'],
  ['+442079460958', '+442 079 460 958'],
  ['+4915112345678', '+4915 112 345 678'],
  ['+1555', '+1555'],
  ['15551234567', '15551234567'],
  ['+1 (555) 123-4567', '+1 (555) 123-4567'],
  ['ana@example.com', 'ana@example.com'],
  ['Participant A', 'Participant A'],
])('groups %s as %s', (sent, shown) => {
  expect(phoneGroups(sent).join(' ')).toBe(shown)
  expect(phoneGroups(sent).join('')).toBe(sent)
})
