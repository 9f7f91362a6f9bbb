import { isLosslessNumber, type LosslessNumber, parse, stringify } from 'lossless-json'

/** A parsed number: a plain one where that tells all that was written, else one that keeps the digits. */
export type JsonNumber = number | LosslessNumber

/**
 * Parses JSON without losing anything: every number can be told again as it was written ({@link numberText}).
 * The engine's own parser reads most answers, ten times as fast. It rounds, and takes the last of two different values
 * for one key; where that has happened the value written again is another text, and lossless-json reads instead, which
 * keeps every digit and refuses two values for one key: an answer that says two things cannot be trusted.
 * @throws SyntaxError for what is not JSON, RangeError for JSON nested deeper than the stack.
 */
export const parseJson = (text: string): unknown => parseExactly(text) ?? parse(text)

/** Nesting up to here is walked without a thought for the stack. The engine's parser has no such bound of its own. */
const deepest = 200

/** The engine's own reading of a text, or null where it is none or could be another than what was written. */
function parseExactly(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return JSON.stringify(value) === text && !isDeeper(value, deepest) ? value : null
  } catch {
    return null
  }
}

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1)))

/** Whether a parsed value is a number, in either of its forms. */
export const isNumber = (value: unknown): value is JsonNumber => typeof value === 'number' || isLosslessNumber(value)

/** A number as it was written. */
export const numberText = (number: JsonNumber): string => (typeof number === 'number' ? String(number) : number.value)

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
  if (isNumber(value)) return numberText(value)
  return stringify(value) ?? null
}

/**
 * Whether a secret stands anywhere in a parsed value: in a text, a key or a number.
 * A secret under 8 characters counts only as a whole text; as part of one it would be found in every answer.
 */
export function holdsSecret(value: unknown, secret: string): boolean {
  const matches = (text: string) => text === secret || (secret.length >= 8 && text.includes(secret))
  if (typeof value === 'string') return matches(value)
  if (isNumber(value)) return matches(numberText(value))
  if (Array.isArray(value)) return value.some((item) => holdsSecret(item, secret))
  return isObject(value) && Object.entries(value).some(([key, item]) => matches(key) || holdsSecret(item, secret))
}
