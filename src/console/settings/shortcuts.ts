import { useLayoutEffect, useEffectEvent } from 'react'

import { useStored } from './local-storage.ts'

/** The key of each shortcut. */
export const shortcuts = {
  lookup: '/',
  help: '?',
  copyLink: 'c',
  copySummary: 's',
  copyJson: 'j',
  copyCurl: 'k',
  copyMarkdown: 'm',
  mask: 'h',
  refresh: 'r',
  theme: 't',
  zone: 'z',
}

export type Shortcut = keyof typeof shortcuts

export const shortcutNames = Object.keys(shortcuts).filter((name): name is Shortcut => Object.hasOwn(shortcuts, name))

/**
 * The shortcut of a key: by its character, whatever Caps Lock says. A letter or combining mark of another script stands for the
 * Latin letter on the same key.
 */
export function shortcutOf({
  key,
  code,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): Shortcut | undefined {
  const isOtherScript = /^(?:\p{M}|[^\p{Script=Latin}\P{L}])+$/u.test(key)
  const character = shiftKey ? key : (isOtherScript ? code.replace('Key', '') : key).toLowerCase()
  return shortcutNames.find((name) => shortcuts[name] === character)
}

/** Whether shortcuts are on (WCAG 2.1.4: they can be turned off in the help). */
export const useShortcutsOn = (): boolean => useStored('keys') !== 'off'

/** Whether the target of an event is a text field. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Handles shortcuts, except with a modifier, in a text field, and while a dialog is open. */
export function useShortcuts(actions: Partial<Record<Shortcut, () => void>>): void {
  const on = useShortcutsOn()
  const listen = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || event.defaultPrevented)
      return
    if (isTyping(event.target) || document.querySelector('dialog[open]')) return
    const name = shortcutOf(event)
    const act = name && actions[name]
    if (!act) return
    event.preventDefault()
    act()
  })
  // Before the paint that shows what the keys are for: a key that is pressed at once must not be lost.
  useLayoutEffect(() => {
    if (!on) return
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [on])
}
