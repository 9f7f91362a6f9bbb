import { expect, test } from 'vitest'

import { formatInZone, parseSentTime } from './date-time.ts'

const read = (text: string) => {
  const time = parseSentTime(text)
  return time && [time.asSent, formatInZone(time.moment, 'UTC')]
}

test.each([
  ['2025-05-21T15:30:00.000-05:00', '2025-05-21 15:30:00 -05:00', '2025-05-21 20:30:00 UTC'],
  ['2025-05-21 15:30:00 -0600', '2025-05-21 15:30:00 -06:00', '2025-05-21 21:30:00 UTC'],
  ['2025-05-21T20:30:00Z', '2025-05-21 20:30:00 UTC', '2025-05-21 20:30:00 UTC'],
  ['2024-02-29T23:59:59.999+05:30', '2024-02-29 23:59:59 +05:30', '2024-02-29 18:29:59 UTC'],
  ['2024-12-31T23:30:00+12:45', '2024-12-31 23:30:00 +12:45', '2024-12-31 10:45:00 UTC'],
  ['2025-05-21 20:30:00 UTC', '2025-05-21 20:30:00 UTC', '2025-05-21 20:30:00 UTC'],
  ['2013-10-17 14:55:23-04', '2013-10-17 14:55:23 -04:00', '2013-10-17 18:55:23 UTC'],
  ['2025-05-21T20:30:00+00', '2025-05-21 20:30:00 +00:00', '2025-05-21 20:30:00 UTC'],
  ['2025-12-05T14:42:06-06:00', '2025-12-05 14:42:06 -06:00', '2025-12-05 20:42:06 UTC'],
  ['2025-01-01T00:30:00+01:00', '2025-01-01 00:30:00 +01:00', '2024-12-31 23:30:00 UTC'],
])('reads %s', (sent, asSent, utc) => {
  expect(read(sent)).toEqual([asSent, utc])
})

test.each([
  '',
  'last Tuesday',
  '2025-02-30T10:00:00Z',
  '2025-13-01T10:00:00Z',
  '2025-05-21T24:00:00Z',
  '2025-05-21T15:30:00',
  '2025-05-21',
  '0',
  '1747859400',
  '2025-05-21T15:30:00+99:00',
  '9999-12-31T23:59:00-10:00',
])('leaves %j as text', (sent) => {
  expect(parseSentTime(sent)).toBeNull()
})

const moment = Date.parse('2025-05-21T20:30:00Z')

test.each([
  ['Asia/Kolkata', '2025-05-22 02:00:00 +05:30 Asia/Calcutta'],
  ['Pacific/Chatham', '2025-05-22 09:15:00 +12:45 Pacific/Chatham'],
  ['America/New_York', '2025-05-21 16:30:00 -04:00 America/New_York'],
  ['Europe/London', '2025-05-21 21:30:00 +01:00 Europe/London'],
  ['+05:30', '2025-05-22 02:00:00 +05:30'],
  ['Africa/Abidjan', '2025-05-21 20:30:00 +00:00 Africa/Abidjan'],
])('writes a moment in %s', (zone, text) => {
  // ICU answers with its own older name for some zones; both name the zone.
  expect(formatInZone(moment, zone)?.replace('Asia/Calcutta', 'Asia/Kolkata')).toBe(
    text.replace('Asia/Calcutta', 'Asia/Kolkata'),
  )
})

test('formats midnight as 00, and a repeated hour with its offset', () => {
  expect(formatInZone(Date.parse('2025-05-21T04:00:00Z'), 'America/New_York')).toBe(
    '2025-05-21 00:00:00 -04:00 America/New_York',
  )
  expect(formatInZone(Date.parse('2025-11-02T05:30:00Z'), 'America/New_York')).toBe(
    '2025-11-02 01:30:00 -04:00 America/New_York',
  )
  expect(formatInZone(Date.parse('2025-11-02T06:30:00Z'), 'America/New_York')).toBe(
    '2025-11-02 01:30:00 -05:00 America/New_York',
  )
})

test('converts nothing for "sent"', () => {
  expect(formatInZone(moment, 'sent')).toBeNull()
})
