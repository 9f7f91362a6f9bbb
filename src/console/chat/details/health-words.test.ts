import { expect, test } from 'vitest'

import { healthWords } from './health-words.ts'

test('has words for a documented status', () => {
  expect(healthWords('OPTED_OUT')).toMatchObject({ name: 'Opted out', tone: 'danger' })
})

test.each(['FINE', '', null, undefined, 'constructor', '__proto__', 'toString'])('has no words for %j', (status) => {
  expect(healthWords(status)).toEqual({ name: null, meaning: null, tone: 'warn' })
})
