import { getCountries, getCountryCallingCode, getExampleNumber } from 'libphonenumber-js/min'
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' }
import { expect, test } from 'vitest'

import { readPhoneNumber } from './phone-numbers.ts'

/** A valid number of each region. */
const numbers = getCountries().flatMap((code) => getExampleNumber(code, examples) ?? [])
const stored = ['US', 'CA', 'GB', 'DE', 'IT', 'AT', 'CH', 'FR', 'ES', 'CN', 'IN', 'JP', 'BR', 'MX', 'ID', 'AU'] as const

const read = (text: string, region: string | null) => {
  const found = readPhoneNumber(text, region)
  return found === 'region' ? found : found.map(({ handle }): string => handle)
}

test.each(stored)('with %s stored, each number is offered by its digits with the country code', (region) => {
  const missing = numbers.filter(({ number }) => !read(number.slice(1), region).includes(number))
  expect(missing.map(({ number }) => number)).toEqual([])
})

test('a national number of the stored region is the first that is offered', () => {
  const others = numbers.filter(
    ({ country, nationalNumber, number }) => read(nationalNumber, country ?? null)[0] !== number,
  )
  expect(numbers.length).toBeGreaterThan(200)
  expect(others.map(({ number }) => number)).toEqual([])
})

test.each(['9876543210', '987 654 3210', '2025550102', '(202) 555-0102', '020 7946 0958'])(
  'without a region %j needs one, however it is grouped',
  (text) => {
    expect(read(text, null)).toBe('region')
  },
)

test('without a region, eleven and more digits with a country code need none', () => {
  const long = numbers.filter(({ number }) => number.length > 11)
  expect(long.length).toBeGreaterThan(150)
  expect(long.filter(({ number }) => read(number.slice(1), null)[0] !== number)).toEqual([])
})

test.each([
  ['13343284472', 'DE', ['+4913343284472', '+13343284472']],
  ['442079460958', 'DE', ['+49442079460958', '+442079460958']],
  ['442079460958', 'IT', ['+442079460958']],
  ['13343284472', 'CN', ['+8613343284472', '+13343284472']],
  ['011 44 20 7946 0958', 'US', ['+442079460958']],
  // Not valid, but possible, and begin as numbers there.
  ['9876543210', 'US', ['+19876543210']],
  ['0740 012 3456', 'IT', ['+3907400123456']],
  ['5551234', 'ES', []],
] as const)('reads %s with %s stored as %j', (text, region, handles) => {
  expect(read(text, region)).toEqual(handles)
})

test.each(stored.filter((region) => region !== 'IT'))(
  'with %s stored, where no number begins with 0, none of another region is offered with it',
  (region) => {
    const offered = numbers.flatMap((number) => read(number.formatNational(), region))
    expect(offered.length).toBeGreaterThan(0)
    expect(offered.filter((number) => number.startsWith(`+${getCountryCallingCode(region)}0`))).toEqual([])
  },
)

test.each([
  ['06 12 34 56 78', 'US'],
  ['030 1234567', 'US'],
  ['1 123 456 7890', 'CA'],
  ['06 12 34 56 78', 'MX'],
  ['06 12 34 56 78', 'GB'],
  ['06 12 34 56 78', 'IN'],
])('%s is no number with %s stored, where none begins so', (text, region) => {
  expect(read(text, region)).toEqual([])
})

test.each([
  ['13343284472', 'CN', ['CN', null]],
  ['+442079460958', 'CN', [null]],
  ['011442079460958', 'US', [null]],
  ['34612345678', 'ES', [null]],
] as const)('of the readings of %s with %s stored, the region is used in %j', (text, region, used) => {
  expect(readPhoneNumber(text, region)).toEqual(used.map((one) => expect.objectContaining({ region: one })))
})
