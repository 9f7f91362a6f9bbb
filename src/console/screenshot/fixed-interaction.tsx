import { useEffect, useRef } from 'react'

import { fixedState, openPart } from '../settings/url-overrides.ts'

/** The control for each value of `open`. */
const openers: Partial<Record<string, string>> = {
  help: 'header button[aria-haspopup=dialog]',
  copy: 'button[popovertarget=copy-menu]:enabled',
  account: 'button[popovertarget=account-menu]',
  response: '#response > summary',
}

/** The input of the lookup page in a fixed state. */
const inputs: Partial<Record<string, { text: string; submit: boolean }>> = {
  'several-ids': { text: 'chat 45, then chat 101 and chat 102', submit: false },
  refused: { text: 'the chat of Ana Lopez', submit: true },
  number: { text: '+1 202 555 0102', submit: false },
  'id-or-number': { text: '12025550102', submit: false },
  'national-number': { text: '(202) 555-0102', submit: false },
}

/** Clicks or types what a fixed state needs, once the element exists. */
export function FixedInteraction(): null {
  const isDone = useRef(false)
  useEffect(() => {
    const attempt = () => {
      if (isDone.current) return
      isDone.current = press(openers[openPart() ?? '']) || type(inputs[fixedState() ?? ''])
    }
    const observer = new MutationObserver(attempt)
    observer.observe(document.body, { subtree: true, childList: true, attributes: true })
    attempt()
    return () => observer.disconnect()
  }, [])
  return null
}

function press(selector: string | undefined): boolean {
  const control = selector === undefined ? null : document.querySelector<HTMLElement>(selector)
  control?.click()
  return control !== null
}

function type(input: { text: string; submit: boolean } | undefined): boolean {
  const box = input ? document.querySelector<HTMLInputElement>('main form[role=search] input') : null
  if (!input || !box) return false
  // React notices only a value that is set by the element's own setter.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, input.text)
  box.dispatchEvent(new Event('input', { bubbles: true }))
  if (input.submit) box.form?.requestSubmit()
  return true
}
