// In a chunk of its own: the library and its numbering plans are needed only for a text that may be a phone number.
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber as ParsedNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'

import { type Handle, parseHandle } from '../../linq/handle.ts'
import type { SearchTarget } from './searches.ts'

export interface Region {
  /** ISO 3166-1, two letters. */
  code: string
  /** In English, with the calling code: `Spain (+34)`. */
  name: string
}

const names = new Intl.DisplayNames('en', { type: 'region' })

/** The regions with a numbering plan, by name. */
export const regions: readonly Region[] = getCountries()
  .map((code) => ({ code, name: `${names.of(code) ?? code} (+${getCountryCallingCode(code)})` }))
  .toSorted((one, other) => one.name.localeCompare(other.name, 'en'))

const isRegion = (code: string | null): code is CountryCode => code !== null && isSupportedCountry(code)

/** `region` is that of a number without a country code; null for any other. */
export type PhoneNumber = SearchTarget & { region: string | null }

/** Whether a text says that its number begins with a country code. */
export const hasCountryCode = (text: string): boolean => /\+|^\D*00/.test(text)

/** The shortest number with a country code that is recognised as one without its plus, before a region is known. */
const wholeLength = 11

/**
 * Reads a number as people write it. Digits without a plus may be a number of the region or have a country code in them: what is
 * valid counts, and both do if both are. Where none is, as for a number that is newer than the library, a possible length and
 * a beginning that the library groups in that region are enough. It groups no others: `06 12 34 56 78` is no number in the
 * United States, where none begins with the 0 that precedes numbers in France.
 * @param region where numbers without a country code are from; null while it is not known.
 * @returns how the digits may be read, that of the region first, and none for no such number; `region` for one that needs a region.
 */
export function readPhoneNumber(text: string, region: string | null): PhoneNumber[] | 'region' {
  const digits = text.replace(/\D/g, '')
  if (hasCountryCode(text)) return possible([parse(`+${digits.replace(/^00/, '')}`)])
  const whole = parse(`+${digits}`)
  if (!isRegion(region)) return whole?.isValid() && digits.length >= wholeLength ? possible([whole]) : 'region'
  const national = parse(digits, region)
  const valid = [national, whole].filter((number) => number?.isValid())
  return possible(valid.length > 0 ? valid : [national].filter(isGrouped)).map((read) => ({
    ...read,
    region: digits.endsWith(read.handle.slice(1)) ? null : region,
  }))
}

const parse = (text: string, region?: CountryCode) =>
  parsePhoneNumberFromString(text, { ...(region && { defaultCountry: region }), extract: false })

/** Whether the library has groups for the beginning of a number. */
const isGrouped = (number: ParsedNumber | undefined) =>
  number && number.formatInternational() !== `+${number.countryCallingCode} ${number.nationalNumber}`

/** Those with a length that is possible in their country, each once. */
function possible(numbers: (ParsedNumber | undefined)[]): PhoneNumber[] {
  const read = new Map<Handle, PhoneNumber>()
  for (const number of numbers) {
    const handle = parseHandle(number?.isPossible() ? number.number : '')
    if (number && handle) read.set(handle, { handle, formatted: number.formatInternational(), region: null })
  }
  return [...read.values()]
}
