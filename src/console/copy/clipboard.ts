/** A text to copy; `html` is its richer twin, for spreadsheets and mail. */
export interface Copy {
  text: string
  html?: string
}

/**
 * Copies a text. The modern way needs https or this machine; over plain http the old command does it.
 * @param near an element in whose place a helper field may stand: inside an open dialog nothing outside it can be focused.
 * @returns false when the browser refuses both ways.
 */
export async function copy({ text, html }: Copy, near: Element): Promise<boolean> {
  // Chromium holds a clipboard item's markup against the page's policy, and would report every style in it.
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
    // The only way on a page without https; every browser still has it.
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    document.removeEventListener('copy', write)
    field.remove()
    if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  }
}
