import { useEffect, useRef, useState } from 'react'

import type { ShotLink } from '../data-source.ts'
import { t } from '../i18n/text.ts'

/** How far outside the window a preview is loaded already. */
const margin = '300px'

/**
 * The live page of a shot in small. It is there only while it is near the window: a few hundred pages at once would be
 * a few hundred consoles.
 */
export function Preview({ shot: { path, title, viewport } }: { shot: ShotLink }) {
  const frame = useRef<HTMLSpanElement>(null)
  const [isNear, setNear] = useState(false)
  const [scale, setScale] = useState(0)
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const sight = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), { rootMargin: margin })
    const size = new ResizeObserver(([entry]) => setScale((entry?.contentRect.width ?? 0) / viewport.width))
    sight.observe(element)
    size.observe(element)
    return () => {
      sight.disconnect()
      size.disconnect()
    }
  }, [viewport.width])
  return (
    // To be looked at only: the link around it says where it leads.
    <span
      ref={frame}
      inert
      aria-hidden="true"
      className="relative block overflow-hidden bg-sunken"
      style={{ aspectRatio: `${viewport.width} / ${viewport.height}` }}
    >
      {isNear && scale > 0 && (
        // Not in a sandbox: it is this console itself, in the same origin, which is how the page knows when it is ready.
        // oxlint-disable-next-line react/iframe-missing-sandbox
        <iframe
          src={path}
          title={t`Preview of ${title}`}
          tabIndex={-1}
          width={viewport.width}
          height={viewport.height}
          scrolling="no"
          className="absolute top-0 left-0 origin-top-left border-0"
          style={{ transform: `scale(${scale})` }}
        />
      )}
    </span>
  )
}
