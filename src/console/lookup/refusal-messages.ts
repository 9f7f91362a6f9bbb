import { t } from '../i18n/text.ts'
import { type Input, maxInputLength, type Refusal } from './parse-input.ts'

/** Why a text opens no chat, and what to type instead. */
const messages: Record<Refusal, (find: boolean) => string> = {
  empty: () => t`Enter a chat ID, for example 45.`,
  'too-long': () =>
    t`This text is longer than ${maxInputLength / 1000},000 characters. Paste only the part with the ID.`,
  zero: () => t`Chat IDs start at 1.`,
  'too-many-digits': () => t`This number is too long to be a chat ID.`,
  'too-large': () => t`This number is too large to be a chat ID. The largest is 9223372036854775807.`,
  'phone-number': (find) =>
    find
      ? t`This looks like a phone number.`
      : t`This looks like a phone number. Chats can only be looked up by ID. Finding them by number is off on this console or for your account.`,
  'email-address': (find) =>
    find
      ? t`This looks like an email address.`
      : t`This looks like an email address. Chats can only be looked up by ID. Finding them by address is off on this console or for your account.`,
  'incomplete-uuid': () => t`This looks like a part of a chat ID from Linq API v3. Paste the whole UUID.`,
  messages: () => t`These messages do not include a chat ID. Paste an ID, or a webhook body with a chat_id.`,
  'list-address': () => t`This is the URL of a list of chats. Paste the ID of one chat.`,
  'not-an-id': (find) =>
    find
      ? t`A chat ID is a whole number such as 45, or a UUID. Chats are also found by a phone number or an email address.`
      : t`A chat ID is a whole number such as 45, or a UUID.`,
}

interface Surroundings {
  /** Whether chats can be found by a number. */
  find: boolean
  /** Whether a text with several IDs opens all of them. */
  opensAll?: boolean
}

/** What the lookup box does with a text. */
export function interpretationMessage(input: Input, { find, opensAll = false }: Surroundings): string {
  switch (input.kind) {
    case 'chat':
      return t`Opens chat ${input.id}`
    case 'chats':
      return opensAll
        ? t`Opens ${input.ids.length} chats`
        : t`This text has ${input.ids.length} different IDs. Choose one.`
    case 'ask':
      if (input.about === 'separator')
        return t`Several IDs, or one number with separators? Choose an ID, or type the number without separators.`
      return input.ids.length === 1
        ? t`Chat ${input.ids[0] ?? ''}, or a phone number? Nothing is sent until you choose.`
        : t`Some of these may be phone numbers. Nothing is sent until you choose.`
    case 'refused':
      return messages[input.refusal](find)
  }
}
