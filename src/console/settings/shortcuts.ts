import { useEffect, useRef } from 'react'

import { useStored } from './local-storage.ts'

/** Whether single keys do anything (WCAG 2.1.4: they can be switched off in Help). */
export const useKeysOn = (): boolean => useStored('keys') !== 'off'

/** Whether an event happens while somebody writes: then keys are letters. */
export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/**
 * Listens for single keys. Silent while somebody writes or composes, with a modifier, and while a dialog is open.
 * @param keys what each key does, by the character it writes.
 */
export function useKeys(keys: Partial<Record<string, () => void>>): void {
  const on = useKeysOn()
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    if (!on) return
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || event.defaultPrevented)
        return
      if (isWriting(event.target) || document.querySelector('dialog[open]')) return
      const act = latest.current[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [on])
}
