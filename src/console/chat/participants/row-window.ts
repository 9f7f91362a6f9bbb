import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

/** The rendered rows; `to` is exclusive. */
export interface RowRange {
  from: number
  to: number
}

interface Place {
  /** The top of the first row in the viewport, in pixels; negative once it is scrolled past. */
  top: number
  windowHeight: number
  rowHeight: number
  count: number
  /** Pixels scrolled since the last call, positive downwards. */
  moved: number
}

/** Rows rendered beyond either edge, because the browser scrolls before the event. */
const spare = 8

/** The range moves in steps of this many rows, so that not every scroll event renders. */
const step = 4

/** The rows to render at a scroll position, with more of them in the direction of a fast scroll. */
export function rowRangeAt({ top, windowHeight, rowHeight, count, moved }: Place): RowRange {
  const visible = Math.ceil(windowHeight / rowHeight)
  const next = Math.ceil((Math.abs(moved) * 1.5) / rowHeight)
  // A dragged scroll bar jumps: rows next to this position would be of no use.
  const ahead = next > 6 * visible ? 0 : next
  const first = Math.floor(-top / rowHeight)
  const from = first - spare - (moved < 0 ? ahead : 0)
  const to = first + visible + 1 + spare + (moved > 0 ? ahead : 0)
  const last = Math.max(0, count - visible)
  return {
    from: Math.max(0, Math.min(last, Math.floor(from / step) * step)),
    to: Math.min(count, Math.max(visible, Math.ceil(to / step) * step)),
  }
}

/** The rows to render of a list that scrolls with the window. `body` starts where the first row does. */
export function useRowWindow(body: RefObject<HTMLElement | null>, rowHeight: number, count: number): RowRange {
  const [range, setRange] = useState<RowRange>({ from: 0, to: 0 })
  const lastTop = useRef(0)
  const update = useEffectEvent(() => {
    if (!body.current) return
    const { top } = body.current.getBoundingClientRect()
    const next = rowRangeAt({ top, windowHeight: innerHeight, rowHeight, count, moved: lastTop.current - top })
    lastTop.current = top
    setRange((now) => (now.from === next.from && now.to === next.to ? now : next))
  })
  // Before the paint. Not after each render: that would reset the scroll speed.
  useLayoutEffect(() => {
    if (rowHeight > 0 && count > 0) update()
  }, [rowHeight, count])
  useEffect(() => {
    // Synchronously: otherwise rows would appear one frame late.
    const onScroll = () => flushSync(() => update())
    addEventListener('scroll', onScroll, { passive: true })
    addEventListener('resize', onScroll)
    return () => {
      removeEventListener('scroll', onScroll)
      removeEventListener('resize', onScroll)
    }
  }, [])
  return range
}
