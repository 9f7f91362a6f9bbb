import { expect, test } from 'vitest'

import { maxIds, parseIds } from './parse-ids.ts'

test('reads each ID once, in order, and reports invalid entries', () => {
  expect(parseIds('46,45,,find 0046;45,0')).toEqual({ ids: ['46', '45'], invalid: ['find', '0'], excess: 0 })
})

test.each(['45,46.', '45,46)', '#45, #46', '"45","46"', '[45,46]', '45,46).'])('reads the IDs in %j', (text) => {
  expect(parseIds(text)).toEqual({ ids: ['45', '46'], invalid: [], excess: 0 })
})

test('reads a plus between digits as an encoded space, and no phone number', () => {
  expect(parseIds('45+46,+12025550123,45++12025550123')).toEqual({
    ids: ['45', '46'],
    invalid: ['+12025550123', '45++12025550123'],
    excess: 0,
  })
})

test('limits the IDs to 500 and counts the others', () => {
  const { ids, excess } = parseIds(Array.from({ length: 503 }, (_, index) => index + 1).join(','))
  expect([ids.length, excess]).toEqual([maxIds, 3])
})
