import { useLayoutEffect, useEffectEvent } from 'react'

import { t } from '../i18n/text.ts'
import { useStored } from './local-storage.ts'

export const shortcuts = {
  lookup: { key: '/', label: () => t`Go to the lookup box` },
  help: { key: '?', label: () => t`Show this help` },
  copyLink: { key: 'c', label: () => t`Copy the link` },
  copyJson: { key: 'j', label: () => t`Copy the JSON` },
  copyCurl: { key: 'k', label: () => t`Copy the cURL command` },
  copyMarkdown: { key: 'm', label: () => t`Copy the Markdown summary` },
  mask: { key: 'h', label: () => t`Hide or show personal data` },
  refresh: { key: 'r', label: () => t`Refresh` },
  theme: { key: 't', label: () => t`Change the theme` },
  zone: { key: 'z', label: () => t`Change the time zone` },
} satisfies Record<string, { key: string; label: () => string }>

export type Shortcut = keyof typeof shortcuts

const names = Object.keys(shortcuts).filter((name): name is Shortcut => Object.hasOwn(shortcuts, name))

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
  return names.find((name) => shortcuts[name].key === character)
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
