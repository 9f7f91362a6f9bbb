import { getCountries, getExampleNumber } from 'libphonenumber-js/min'
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' }
import { expect, test } from 'vitest'

import * as plans from '../find/phone-numbers.ts'
import { readHandleWith } from '../find/read-handle.ts'
import { isEither, isForFinding } from './find-offer-chunk.ts'
import { parseInput } from './parse-input.ts'
import { submittedIds } from './submitted-ids.ts'

/** The numbers that are offered for a text; the question where one is from. */
const offers = (text: string, region: string | null) => {
  const input = parseInput(text)
  if (!isForFinding(input) && !isEither(input, text)) return []
  const reading = readHandleWith(text, region, plans)
  if (reading.kind === 'handle')
    return [reading.target, reading.other].flatMap((target): string | [] => target?.handle ?? [])
  return [reading.kind]
}

/** As people write them: in the groups of the numbering plans, without the plus. */
const texts = getCountries().flatMap((country) => {
  const example = getExampleNumber(country, examples)
  if (!example) return []
  const international = example.formatInternational().slice(1)
  const national = international.slice(international.indexOf(' ') + 1)
  return [international, `00 ${international}`, national, example.formatNational()]
    .flatMap((text) => [text, text.replaceAll('-', ' ')])
    .filter((text) => / /.test(text) && text.replaceAll(/\D/g, '').length >= 7)
    .map((text) => ({ text, country, handle: example.number }))
})

test('digits in the groups of a phone number are offered as one, whatever else they may be', () => {
  expect(texts.length).toBeGreaterThan(1500)
  expect(texts.filter(({ text, country, handle }) => !offers(text, country).includes(handle))).toEqual([])
})

test('without a region a number is offered, or its region is asked for', () => {
  expect(texts.filter(({ text }) => !/^\+|^region$/.test(offers(text, null)[0] ?? ''))).toEqual([])
})

test.each([
  ['00 49 171 2345678', '+491712345678'],
  ['00 44 20 7946 0958', '+442079460958'],
  ['00 1 202 555 0102', '+12025550102'],
  ['00 212 650 123 456', '+212650123456'],
])('no chat ID begins with 00: %j is a phone number', (text, handle) => {
  expect(parseInput(text)).toEqual({ kind: 'refused', refusal: 'phone-number' })
  expect(offers(text, null)).toEqual([handle])
})

test.each([
  ['49 171 2345678', ['49', '171', '2345678'], '+491712345678'],
  ['49 1712345678', ['49', '1712345678'], '+491712345678'],
  ['44 20 7946 0958', ['44', '20', '7946', '958'], '+442079460958'],
  ['48 512 645 978', ['48', '512', '645', '978'], '+48512645978'],
  ['202 555 01 02', ['202', '555', '1', '2'], 'region'],
  ['20 25 55 01 02', ['20', '25', '55', '1', '2'], 'region'],
  ['555 0102', ['555', '102'], 'region'],
])('%j may be several IDs or one phone number, so nothing is opened or sent without a choice', (text, ids, offer) => {
  expect(parseInput(text)).toMatchObject({ ids })
  expect(submittedIds(text)).toEqual([])
  expect(isForFinding(parseInput(text))).toBe(false)
  expect(offers(text, null)).toEqual([offer])
})

test.each([
  '45, 101, 102',
  '45,101,102,103',
  '45\n101\n102',
  'Chat ID\n45\n101\n102',
  'chat 45 101 102',
  '45 46',
  '324324 324325',
  '4111 1111 1111 1111',
])('%j is not offered as a phone number', (text) => {
  expect(offers(text, 'US')).toEqual([])
})

test.each([
  '1 (202) 555-0102',
  '1(202)5550102',
  '+ 1 202 555 0102',
  '+1_202_555_0102',
  'Call me at (202) 555-0102 please',
  'Tel.: 202-555-0102',
  'Sam: 202-555-0102',
  'phone 2025550102',
  'phone_number\n2025550102',
  '202 555 0102 ext 5',
  '2025550102 ext 5',
  '202-555-0102x5',
  '+1 202 555 0102 ext. 5',
  '+1 202 555 0102, extension 5',
  '+1 202 555 0102 x5',
  '202 555 0102 #5',
  '202 555 0102,,5#',
  'Sam, 202 555 0102 ext 5, please',
  'TEL:+12025550102;ext=5',
  '%2B12025550102',
  'tel:%2B12025550102',
  'tel:%2B1%20202%20555%200102',
  'https://wa.me/12025550102',
  'https://wa.me/12025550102?text=Hello',
  '[+1 202 555 0102](tel:+12025550102)',
  '[(202) 555-0102](tel:+12025550102)',
])('finds the number of %j', (text) => {
  expect(parseInput(text)).toEqual({ kind: 'refused', refusal: 'phone-number' })
  expect(offers(text, 'US')).toEqual(['+12025550102'])
})

test.each(['mailto:sam%2Btag@example.com', 'sam+tag@example.com <mailto:sam+tag@EXAMPLE.com>'])(
  'finds the address of %j',
  (text) => {
    expect(offers(text, null)).toEqual(['sam+tag@example.com'])
  },
)

test.each([
  'order 2025550102',
  'id-202-555-0102',
  'trace abc202-555-0102',
  'on 2025-05-21',
  'on 05/21/2025 please',
  '1920x1080',
  'https://example.com/2025550102',
  'phone 45',
])('finds no number in %j', (text) => {
  expect(parseInput(text)).toEqual({ kind: 'refused', refusal: 'not-an-id' })
  expect(offers(text, 'US')).toEqual([])
})

test.each(['2025550102 #5', '2025550102, 5', '45 #46', 'chat 2025550102 ext 5'])(
  '%j may be IDs, so Enter finds nothing by it',
  (text) => {
    expect(isForFinding(parseInput(text))).toBe(false)
  },
)
