import { isLosslessNumber, parse, stringify } from 'lossless-json'

/**
 * Parses JSON without rounding: every number keeps the text it was sent as (a `LosslessNumber`).
 * One parser on every host, since `JSON.parse` only tells a number's source text on newer engines, and takes the last
 * of two different values for one key where this one refuses: an answer that says two things cannot be trusted.
 * @throws SyntaxError for what is not JSON, RangeError for JSON nested deeper than the stack.
 */
export const parseJson = (text: string): unknown => parse(text)

/** Whether a parsed value is a JSON object. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value)

/**
 * A value that is only shown, as the text it was sent as.
 * @returns null when nothing was sent (missing or null); an object or array comes back as JSON.
 */
export function asSent(value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (isLosslessNumber(value)) return value.value
  return stringify(value) ?? null
}

/**
 * Whether a secret stands anywhere in a parsed value: in a text, a key or a number.
 * A secret under 8 characters counts only as a whole text; as part of one it would be found in every answer.
 */
export function holdsSecret(value: unknown, secret: string): boolean {
  const matches = (text: string) => text === secret || (secret.length >= 8 && text.includes(secret))
  if (typeof value === 'string') return matches(value)
  if (isLosslessNumber(value)) return matches(value.value)
  if (Array.isArray(value)) return value.some((item) => holdsSecret(item, secret))
  return isObject(value) && Object.entries(value).some(([key, item]) => matches(key) || holdsSecret(item, secret))
}
