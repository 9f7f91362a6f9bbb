import { isLosslessNumber, type LosslessNumber, parse, stringify } from 'lossless-json'

/** A parsed number: a JavaScript number if it is exact, else a LosslessNumber, which keeps the digits. */
export type JsonNumber = number | LosslessNumber

/**
 * Parses JSON without loss: every number can be written as it was sent ({@link numberText}).
 * `JSON.parse` is ten times as fast as lossless-json, but it rounds numbers and keeps only the last of two values for one
 * key. Its result is used if `JSON.stringify` turns it into the same text, so nothing was lost. Otherwise lossless-json
 * parses, which keeps every digit and refuses two different values for one key: such an answer cannot be trusted.
 * @throws SyntaxError for text that is not JSON, RangeError for JSON nested deeper than {@link maxDepth} levels.
 */
export function parseJson(text: string): unknown {
  const value = parseExactly(text) ?? parse(text)
  if (isDeeper(value, maxDepth)) throw new RangeError('The JSON is nested too deeply')
  return value
}

/** Why an answer cannot be parsed, for a sentence that begins with "The answer". */
export const parseProblem = (error: unknown): string =>
  error instanceof RangeError ? `is nested deeper than ${maxDepth} levels.` : 'is not complete, valid JSON.'

/** {@link parseJson}; undefined for text that cannot be parsed. */
export function tryParseJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

/** Parsers accept thousands of levels; up to this many, recursive functions are safe from a stack overflow. */
const maxDepth = 200

/** The result of `JSON.parse`; null if it fails or may have lost something. */
function parseExactly(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return JSON.stringify(value) === text ? value : null
  } catch {
    return null
  }
}

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1)))

/** Whether a parsed value is a number of either kind. */
export const isNumber = (value: unknown): value is JsonNumber => typeof value === 'number' || isLosslessNumber(value)

/** A number as it was sent. */
export const numberText = (number: JsonNumber): string => (typeof number === 'number' ? String(number) : number.value)

/** Whether a parsed value is a JSON object. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value)

/**
 * The text to show for a parsed value: numbers and booleans as they were sent, an object or array as JSON. A lone surrogate
 * becomes U+FFFD, as it does when a server writes the text as UTF-8: otherwise hydration would fail.
 * @returns null when nothing was sent (missing or null).
 */
export function sentText(value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value.toWellFormed()
  if (typeof value === 'boolean') return String(value)
  if (isNumber(value)) return numberText(value)
  return stringify(value) ?? null
}

/** Writes a parsed value as JSON, its numbers as they were sent. */
export function stringifyJson(value: unknown): string {
  const text = JSON.stringify(value)
  // JSON.stringify writes a LosslessNumber as the object it is.
  return text.includes('"isLosslessNumber"') ? (stringify(value) ?? text) : text
}

/**
 * Whether a parsed value contains a secret in a text, a key or a number.
 * A secret of fewer than 8 characters must be the whole text; as part of one, it would be found in every answer.
 */
export function containsSecret(value: unknown, secret: string): boolean {
  const matches = (text: string) => text === secret || (secret.length >= 8 && text.includes(secret))
  if (typeof value === 'string') return matches(value)
  if (isNumber(value)) return matches(numberText(value))
  if (Array.isArray(value)) return value.some((item) => containsSecret(item, secret))
  return isObject(value) && Object.entries(value).some(([key, item]) => matches(key) || containsSecret(item, secret))
}
