/** In a page: pairs of visible texts that overlap, and texts that a box with hidden overflow cuts at its side. */
export function findOverlaps(): string[] {
  const found = new Set<string>()
  const boxes: { text: string; left: number; top: number; right: number; bottom: number }[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim().slice(0, 40) ?? ''
    const element = node.parentElement
    if (text === '' || !element?.checkVisibility({ visibilityProperty: true }) || element.closest('select')) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const rect of range.getClientRects()) {
      const box = { text, left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom }
      let isEllipsis = false
      let canScroll = false
      for (let around: Element | null = element; around; around = around.parentElement) {
        const { overflowX, textOverflow, display } = getComputedStyle(around)
        if (overflowX === 'visible' || display === 'inline') continue
        const clip = around.getBoundingClientRect()
        isEllipsis ||= textOverflow === 'ellipsis'
        canScroll ||= overflowX === 'auto'
        if (clip.width < 2) {
          // For screen readers only.
          box.right = box.left
          break
        }
        if (!isEllipsis && !canScroll && rect.right > clip.right + 1) found.add(`cut: ${text}`)
        box.left = Math.max(box.left, clip.left)
        box.top = Math.max(box.top, clip.top)
        box.right = Math.min(box.right, clip.right)
        box.bottom = Math.min(box.bottom, clip.bottom)
      }
      if (box.right - box.left > 1 && box.bottom - box.top > 1) boxes.push(box)
      // Chromium has another box for the part that is left out.
      if (isEllipsis) break
    }
  }
  for (const [index, a] of boxes.entries())
    for (const b of boxes.slice(index + 1)) {
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
      // The box of a text is a little higher than its line may be.
      if (width > 1 && height > 0.15 * Math.min(a.bottom - a.top, b.bottom - b.top) + 1)
        found.add(`${a.text} | ${b.text}`)
    }
  return [...found]
}
