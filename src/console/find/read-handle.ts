import { createChunk } from '../ui/lazy-component.tsx'
import { handleInText } from './handle-in-text.ts'
import type { SearchTarget } from './searches.ts'

/** How a text is read. */
export type HandleReading =
  /** What to find chats by. `region` is where a number without a country code was read, `other` the same digits read with one. */
  | { kind: 'handle'; target: SearchTarget; region: string | null; other: SearchTarget | null }
  /** A number that needs a region. */
  | { kind: 'region' }
  | { kind: 'incomplete-number'; region: string | null }
  | { kind: 'incomplete-address' }
  /** A number without the numbering plans. */
  | { kind: 'unavailable' }
  /** Not one number or one address. */
  | { kind: 'none' }

export const phoneChunk = createChunk(() => import('./phone-numbers.ts'))

type PhoneNumbers = typeof import('./phone-numbers.ts')

/** Whether {@link readHandleWith} needs the numbering plans for a text. */
export const needsPhoneNumbers = (text: string): boolean => handleInText(text)?.kind === 'phone'

/**
 * Reads the phone number or e-mail address of a text.
 * @param plans the numbering plans; null for a text that needs none, and where they could not be loaded.
 */
export function readHandleWith(text: string, region: string | null, plans: PhoneNumbers | null): HandleReading {
  const candidate = handleInText(text)
  if (!candidate) return { kind: 'none' }
  if (candidate.kind === 'email') {
    const { handle } = candidate
    return handle
      ? { kind: 'handle', target: { handle, formatted: handle }, region: null, other: null }
      : { kind: 'incomplete-address' }
  }
  if (!plans) return { kind: 'unavailable' }
  const read = plans.readPhoneNumber(candidate.text, region)
  if (read === 'region') return { kind: 'region' }
  const [target, other = null] = read
  return target
    ? { kind: 'handle', target, region: target.region, other }
    : { kind: 'incomplete-number', region: plans.hasCountryCode(candidate.text) ? null : region }
}

/**
 * {@link readHandleWith}, with the numbering plans where they are needed.
 * @throws where they cannot be loaded.
 */
export const readHandle = async (text: string, region: string | null): Promise<HandleReading> =>
  readHandleWith(text, region, needsPhoneNumbers(text) ? await phoneChunk.load() : null)
