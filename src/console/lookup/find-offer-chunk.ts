import { createChunk } from '../ui/lazy-component.tsx'
import type { Input } from './parse-input.ts'

/** What is needed only for a text that may be a phone number or an e-mail address. */
export const findOfferChunk = createChunk(() => import('./find-offer.tsx'))

/** Whether a text is to be found and not opened: it has a phone number or an e-mail address, and no ID. */
export const isForFinding = (input: Input): boolean =>
  input.kind === 'refused' && (input.refusal === 'phone-number' || input.refusal === 'email-address')

/** Whether a text may be a chat's ID as well as a phone number. */
export const isEither = (input: Input): boolean =>
  input.kind === 'ask' && input.about === 'phone-number' && input.ids.length === 1
