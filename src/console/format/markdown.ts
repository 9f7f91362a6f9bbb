/**
 * A value in Markdown: as code, in which no flavour finds a mention, a link, an issue or HTML.
 * Source: GitHub Flavored Markdown, 6.3.
 */
export function markdownValue(value: string): string {
  const text = value.replace(/\s+/g, ' ').trim()
  if (text === '') return ''
  const runs = text.match(/`+/g) ?? []
  const fence = '`'.repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1)
  const pad = runs.length > 0 ? ' ' : ''
  return fence + pad + text + pad + fence
}

/**
 * The same in a table, whose cells a pipe would end. A backslash escapes it, but not behind another backslash: that pipe is
 * written outside of the code. Source: the same, 4.10.
 */
export const markdownCell = (value: string): string =>
  value
    .split(/(?<=\\)\|/)
    .map((part) => markdownValue(part).replaceAll('|', '\\|'))
    .join('&#124;')
