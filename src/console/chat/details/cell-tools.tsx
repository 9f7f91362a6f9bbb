import { useEffect, useRef } from 'react'

import { copy } from '../../copy/clipboard.ts'
import { formatAge } from '../../format/age.ts'
import { formatInZone, parseSentTime } from '../../format/date-time.ts'
import { t } from '../../i18n/text.ts'
import { useViewSettings } from '../../settings/view-settings.ts'
import { useToast } from '../../ui/toast.tsx'
import { listenForRowKeys } from './row-keys.ts'

/** What a tooltip is for: a time, or an element with a text of its own. */
const tippedElements = 'time[tabindex], [data-tip]'

/**
 * The tooltip of times and headings, the copying of single values, and the keys of the rows. One element and one set of listeners for all rows:
 * with some in each, a long table would be slow.
 * @param now the time of the answer, which ages are counted from.
 */
export function CellTools({ now }: { now: number }) {
  const tooltip = useRef<HTMLDivElement>(null)
  const { zone } = useViewSettings()
  const say = useToast()
  useEffect(() => {
    const tip = tooltip.current
    if (!tip) return
    let owner: Element | null = null
    const hide = () => {
      owner?.removeAttribute('aria-describedby')
      owner = null
      tip.hidden = true
    }
    const place = (element: Element) => {
      const box = element.getBoundingClientRect()
      const room = document.documentElement.clientWidth - tip.offsetWidth
      // Without a gap, so that the pointer can move onto it.
      tip.style.top = `${box.top >= tip.offsetHeight ? box.top - tip.offsetHeight : box.bottom}px`
      tip.style.left = `${Math.max(0, Math.min(box.left, room))}px`
    }
    const show = ({ target }: Event) => {
      if (!(target instanceof Element) || tip.contains(target)) return
      const next = target.closest(tippedElements)
      if (next === owner) return
      hide()
      const text = next && (next.getAttribute('data-tip') ?? describeTime(next, zone, now))
      if (!text) return
      owner = next
      owner.setAttribute('aria-describedby', tip.id)
      tip.textContent = text
      tip.hidden = false
      place(owner)
    }
    // The browser scrolls to an element that gets the focus after it has it.
    const follow = () => owner && (owner.isConnected ? place(owner) : hide())
    const copyValue = (event: MouseEvent) => {
      const { target } = event
      const button = target instanceof Element ? target.closest('[data-copy]') : null
      const text = button?.getAttribute('data-copy')
      if (!button || text == null) return
      event.preventDefault()
      void copy({ text }, document.body).then((done) =>
        say(done ? t`Copied.` : t`Your browser blocked copying. Select the text and copy it manually.`),
      )
    }
    const unmounted = new AbortController()
    const on = <Name extends keyof DocumentEventMap>(name: Name, listener: (event: DocumentEventMap[Name]) => void) =>
      document.addEventListener(name, listener, { capture: true, signal: unmounted.signal })
    on('pointerover', show)
    on('focusin', show)
    on('focusout', hide)
    on('scroll', follow)
    on('keydown', ({ key }) => key === 'Escape' && hide())
    on('click', copyValue)
    return () => {
      hide()
      unmounted.abort()
    }
  }, [zone, now, say])
  useEffect(() => {
    const unmounted = new AbortController()
    listenForRowKeys(unmounted.signal)
    return () => unmounted.abort()
  }, [])
  return (
    <div
      ref={tooltip}
      id="tip"
      role="tooltip"
      hidden
      translate="no"
      className="fixed z-30 max-w-full rounded-md border border-control bg-surface px-2 py-1 font-mono text-sm text-ink"
    />
  )
}

/** A time in the chosen zone and how long ago it was, e.g. `2025-05-21 20:30:00 UTC · 7 months ago`. */
function describeTime(element: Element, zone: string, now: number): string {
  const time = parseSentTime(element.getAttribute('datetime') ?? '')
  if (!time) return ''
  const converted = formatInZone(time.moment, zone)
  return [converted === time.asSent ? null : converted, formatAge(time.moment - now)].filter(Boolean).join(' · ')
}
