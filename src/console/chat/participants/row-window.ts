import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

/** The rows that are drawn: from one to before another. */
export interface RowRange {
  from: number
  to: number
}

interface Place {
  /** Where the first row begins, in pixels below the window's upper edge: negative once it is scrolled past. */
  top: number
  windowHeight: number
  rowHeight: number
  count: number
  /** Pixels that were scrolled since the last look, downwards positive. */
  moved: number
}

/** Rows that are drawn beyond either edge: the browser scrolls before it asks. */
const spare = 8

/** The first row moves by so many: not every step draws anew. */
const step = 4

/** The rows to draw at a place, with those that come next at this speed. */
export function rowRangeAt({ top, windowHeight, rowHeight, count, moved }: Place): RowRange {
  const seen = Math.ceil(windowHeight / rowHeight)
  const next = Math.ceil((Math.abs(moved) * 1.5) / rowHeight)
  // Who pulls the scroll bar jumps anywhere; what lies beside that place says nothing of the next.
  const ahead = next > 6 * seen ? 0 : next
  const first = Math.floor(-top / rowHeight)
  const from = first - spare - (moved < 0 ? ahead : 0)
  const to = first + seen + 1 + spare + (moved > 0 ? ahead : 0)
  const last = Math.max(0, count - seen)
  return {
    from: Math.max(0, Math.min(last, Math.floor(from / step) * step)),
    to: Math.min(count, Math.max(seen, Math.ceil(to / step) * step)),
  }
}

/** The rows to draw of a list that scrolls with the window; `body` is the element whose upper edge the first row has. */
export function useRowWindow(body: RefObject<HTMLElement | null>, rowHeight: number, count: number): RowRange {
  const [drawn, setDrawn] = useState<RowRange>({ from: 0, to: 0 })
  const last = useRef(0)
  const update = (draw: (set: () => void) => void) => {
    if (!body.current) return
    const { top } = body.current.getBoundingClientRect()
    const next = rowRangeAt({ top, windowHeight: window.innerHeight, rowHeight, count, moved: last.current - top })
    last.current = top
    draw(() => setDrawn((now) => (now.from === next.from && now.to === next.to ? now : next)))
  }
  const latest = useRef(update)
  useLayoutEffect(() => {
    latest.current = update
  })
  // Before the page is painted. Not after each drawing: it would take a page that is being scrolled for one that rests.
  useLayoutEffect(() => {
    if (rowHeight > 0 && count > 0) latest.current((set) => set())
  }, [rowHeight, count])
  useEffect(() => {
    // At once: left to React's own time the rows would come a frame after their place.
    const scrolled = () => latest.current(flushSync)
    window.addEventListener('scroll', scrolled, { passive: true })
    window.addEventListener('resize', scrolled)
    return () => {
      window.removeEventListener('scroll', scrolled)
      window.removeEventListener('resize', scrolled)
    }
  }, [])
  return drawn
}
