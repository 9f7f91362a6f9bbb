import { useEffect, useRef, useState } from 'react'

import type { ShotLink } from '../data-source.ts'
import { t } from '../i18n/text.ts'

/** The distance from the viewport at which a preview starts to load. */
const margin = '300px'

/** A live page, scaled down. It is mounted only near the viewport: `/qa` has some hundred of them. */
export function Preview({ shot: { path, title, viewport } }: { shot: ShotLink }) {
  const frame = useRef<HTMLSpanElement>(null)
  const [isNear, setNear] = useState(false)
  const [scale, setScale] = useState(0)
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const visibility = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      rootMargin: margin,
    })
    const size = new ResizeObserver(([entry]) => setScale((entry?.contentRect.width ?? 0) / viewport.width))
    visibility.observe(element)
    size.observe(element)
    return () => {
      visibility.disconnect()
      size.disconnect()
    }
  }, [viewport.width])
  return (
    // Not interactive: it is inside a link.
    <span
      ref={frame}
      inert
      aria-hidden="true"
      className="relative block overflow-hidden bg-sunken"
      style={{ aspectRatio: `${viewport.width} / ${viewport.height}` }}
    >
      {isNear && scale > 0 && (
        // Not in a sandbox: the page around it reads from the same origin whether the preview is ready.
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
