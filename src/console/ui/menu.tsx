import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

import { Button } from './button.tsx'

interface MenuProps {
  id: string
  button: ReactNode
  buttonClass?: string
  panelClass: string
  ref?: RefObject<HTMLDivElement | null>
  onOpen?: (panel: HTMLElement) => void
  onClose?: () => void
  /** Rendered only while it is open. */
  children: ReactNode
}

/** A button and its popover. It closes on Escape, on a click outside, and when the focus moves elsewhere. */
export function Menu({ id, button, buttonClass = '', panelClass, ref, onOpen, onClose, children }: MenuProps) {
  const [isOpen, setOpen] = useState(false)
  const own = useRef<HTMLDivElement>(null)
  const panel = ref ?? own
  useEffect(() => {
    if (!isOpen) return
    let width = document.documentElement.clientWidth
    const placeAgain = () => {
      const { clientWidth } = document.documentElement
      // For a picture of the full page, Chromium makes the window 1 px wide for a moment, which must not change the page.
      if (clientWidth === width || clientWidth < narrowestPhone) return
      width = clientWidth
      if (panel.current) place(panel.current)
    }
    const leave = ({ target }: FocusEvent) => {
      const parts = [panel.current, panel.current?.previousElementSibling]
      if (target instanceof Node && !parts.some((part) => part?.contains(target))) panel.current?.hidePopover()
    }
    addEventListener('resize', placeAgain)
    document.addEventListener('focusin', leave)
    return () => {
      removeEventListener('resize', placeAgain)
      document.removeEventListener('focusin', leave)
    }
  }, [isOpen, panel])
  return (
    <>
      <Button popoverTarget={id} aria-expanded={isOpen} className={buttonClass}>
        {button}
      </Button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        onBeforeToggle={({ currentTarget, newState }) => {
          if (newState !== 'open') return
          flushSync(() => setOpen(true))
          place(currentTarget)
        }}
        onToggle={({ currentTarget, newState }) => {
          if (newState === 'open') return onOpen?.(currentTarget)
          setOpen(false)
          onClose?.()
        }}
        className={`absolute inset-auto m-0 w-72 max-w-[calc(100vw-16px)] rounded-lg border border-control bg-surface text-ink ${panelClass}`}
      >
        {isOpen && children}
      </div>
    </>
  )
}

/** In pixels. */
const narrowestPhone = 280

/** Places a panel under its button, inside the window. Not every browser has CSS anchor positioning. */
function place(panel: HTMLElement): void {
  const button = panel.previousElementSibling?.getBoundingClientRect()
  if (!button) return
  const isInLeftHalf = button.left + button.right < document.documentElement.clientWidth
  // The panel is 18rem wide (`w-72`), and 8px from the window's edges.
  const left = isInLeftHalf ? `${button.left}px` : `${button.right}px - 18rem`
  panel.style.top = `${button.bottom + scrollY + 8}px`
  // By CSS: a window that becomes narrower is painted before its `resize` event.
  panel.style.left = `max(8px, min(${left}, 100% - 18rem - 8px))`
}
