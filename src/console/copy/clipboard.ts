/** A text to copy, and the same as HTML for spreadsheets and mail. */
export interface Copy {
  text: string
  html?: string
}

/**
 * Copies a text: by the clipboard API, or over plain HTTP by `execCommand`.
 * @param near where to put a helper field: in a modal dialog only its own descendants can have the focus.
 * @returns false where the browser refuses both.
 */
export async function copy({ text, html }: Copy, near: Element): Promise<boolean> {
  // With the clipboard API Chromium reports each style in the HTML as a violation of the page's security policy.
  if (html !== undefined && copyByCommand({ text, html }, near)) return true
  try {
    if (html === undefined) await navigator.clipboard.writeText(text)
    else {
      const item = {
        'text/plain': new Blob([text], { type: 'text/plain' }),
        'text/html': new Blob([html], { type: 'text/html' }),
      }
      await navigator.clipboard.write([new ClipboardItem(item)])
    }
    return true
  } catch {
    return copyByCommand({ text, ...(html !== undefined && { html }) }, near)
  }
}

function copyByCommand({ text, html }: Copy, near: Element): boolean {
  const before = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.className = 'sr-only'
  near.append(field)
  field.select()
  const write = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    if (html !== undefined) event.clipboardData?.setData('text/html', html)
    event.preventDefault()
  }
  document.addEventListener('copy', write)
  try {
    // Deprecated, but the only way without https.
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    document.removeEventListener('copy', write)
    field.remove()
    if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  }
}
