// In a chunk of its own: the library and its numbering plans are needed only for a text that may be a phone number.
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'

import { parseHandle } from '../../linq/handle.ts'
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

/** A number without a country code is read as one of a region; null for any other. */
type PhoneNumber = SearchTarget & { region: string | null }

/**
 * Reads a number as people write it. Its length has to be possible in its country; which numbers are assigned is not
 * checked, since the library may be older than a number.
 * @param region where numbers without a country code are from; null while it is not known.
 * @returns null for no such number, `region` for one that needs a region.
 */
export function readPhoneNumber(text: string, region: string | null): PhoneNumber | 'region' | null {
  const digits = text.replace(/\D/g, '')
  if (text.includes('+')) return possible(`+${digits}`)
  if (digits.startsWith('00')) return possible(`+${digits.slice(2)}`)
  // Linq's documentation writes numbers of North America without a plus, some of them without the 1.
  const usual = /^[2-9][0-9]{2}[2-9][0-9]{6}$/.test(text) ? 'US' : null
  const from = isRegion(region) ? region : usual
  const isWhole = digits.length >= 12 || /^1[2-9][0-9]{2}[2-9]/.test(digits)
  return (
    (from && possible(digits, from)) ?? (isWhole ? possible(`+${digits}`) : null) ?? (from === null ? 'region' : null)
  )
}

function possible(text: string, region?: CountryCode): PhoneNumber | null {
  const number = parsePhoneNumberFromString(text, { ...(region && { defaultCountry: region }), extract: false })
  const handle = parseHandle(number?.isPossible() ? number.number : '')
  return number && handle ? { handle, formatted: number.formatInternational(), region: region ?? null } : null
}
