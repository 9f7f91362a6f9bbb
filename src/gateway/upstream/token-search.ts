import { mapInChunks } from '../../linq/chunked-chat.ts'
import type { YieldToMain } from '../../linq/chunked-json.ts'
import type { Tokens } from './call.ts'
import { containsSecret } from '../../linq/json.ts'

/** The tokens as they are, and as a URL or base64 would carry them, alone and in a whole `Authorization` header. */
export const formsOf = ({ v2, v3 }: Tokens): string[] => [
  ...new Set([v2, v3].flatMap((token) => [token, encodeURIComponent(token), inBase64(token)])),
  inBase64(`Bearer ${v3}`),
]

/** A text as base64, without the padding, which differs inside a longer text. */
export const inBase64 = (text: string) => btoa(text).replace(/=+$/, '')

/** Whether a parsed value, or a text, has the token in any form. */
export const hasToken = (value: unknown, forms: readonly string[]): boolean =>
  forms.some((form) => containsSecret(value, form))

/**
 * Whether the token may occur in a body. Without an escape every string, key and number of the JSON occurs in the text as it
 * is, so the values need not be searched when the text holds neither a backslash nor the token.
 */
export const mayHaveToken = (text: string, forms: readonly string[]): boolean =>
  text.includes('\\') || forms.some((form) => text.includes(form))

/** {@link hasToken} for a body, as a text and parsed. */
export const bodyHasToken = (text: string, json: unknown, forms: readonly string[]): boolean =>
  mayHaveToken(text, forms) && hasToken(json, forms)

/** {@link hasToken} for many values, in chunks. */
export const hasTokenInChunks = async (values: unknown[], forms: readonly string[], pause: YieldToMain) =>
  (await mapInChunks(values, (value) => hasToken(value, forms), pause)).includes(true)
