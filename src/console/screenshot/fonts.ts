/** Emoji, and the characters that join and color them. */
const unicodeRange =
  'U+200D, U+203C, U+2049, U+20E3, U+2139, U+2194-21AA, U+231A-23FF, U+24C2, U+25AA-27BF, U+2934-2935, U+2B05-2B55, U+3030, U+303D, U+3297, U+3299, U+FE0F, U+1F000-1FAFF, U+E0020-E007F'

/** Loads the fonts of a screenshot. Emoji are the console's own: a system may have none. */
export async function loadScreenshotFonts(): Promise<void> {
  // Noto's emoji (SIL Open Font License), 5.8 MB, which are fetched only if a picture has one. Here and not above: a server
  // loads this module too, and need not have a URL of its own.
  const emoji = new URL(
    '../../../node_modules/@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff2',
    import.meta.url,
  )
  document.fonts.add(
    new FontFace('Inter', `url('${emoji.href}')`, { weight: '100 900', display: 'block', unicodeRange }),
  )
  await Promise.all(['1em Inter', '1em "JetBrains Mono"'].map((name) => document.fonts.load(name)))
}
