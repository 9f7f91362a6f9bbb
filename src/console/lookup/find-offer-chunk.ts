import { plainText } from '../../linq/plain-text.ts'
import { createChunk } from '../ui/lazy-component.tsx'
import { isInGroups } from './numbers.ts'
import type { Input } from './parse-input.ts'

/** What is needed only for a text that may be a phone number or an e-mail address. */
export const findOfferChunk = createChunk(() => import('./find-offer.tsx'))

/** Whether a text is to be found and not opened: it has a phone number or an e-mail address, and no ID. */
export const isForFinding = (input: Input): boolean =>
  input.kind === 'refused' && (input.refusal === 'phone-number' || input.refusal === 'email-address')

/** Whether a text may be a phone number as well as a chat's ID, or as a list of IDs. */
export const isEither = (input: Input, text: string): boolean =>
  'ids' in input &&
  ((input.kind === 'ask' && input.about === 'phone-number' && input.ids.length === 1) ||
    isInGroups(plainText(text).trim().replaceAll(/ +/g, ' ')))
