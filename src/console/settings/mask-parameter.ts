const showing = new Set(['0', 'false', 'no', 'off'])

/**
 * Reads from an address whether personal data is hidden. Mail programs, chats and people leave things behind a link
 * (`mask=1.`, `mask=1)`, `&amp;mask=1`, `tz=UTC?mask=1`), so whatever mentions `mask` and cannot be read as "show" hides.
 * A page for a screenshot (`shot`, in any spelling) hides unless `mask` says otherwise.
 * @returns null when the address does not say.
 */
export function maskParameter(search: URLSearchParams): boolean | null {
  const mentions = (word: RegExp) => [...search].filter((entry) => word.test(entry.join('=')))
  const values = mentions(/mask/i)
  if (values.length === 0) return mentions(/shot/i).length > 0 ? true : null
  return !values.every(([name, value]) => name === 'mask' && showing.has(value))
}
