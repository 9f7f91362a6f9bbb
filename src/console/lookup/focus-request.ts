/** The first button of what a text may be. */
export const choiceId = 'choice'

let requested = ''

/** Moves the focus to an element, once it is there: Enter may be pressed before its code is loaded. */
export function requestFocus(id: string): void {
  const element = document.getElementById(id)
  requested = element ? '' : id
  element?.focus()
}

/** Takes the focus that was requested for an element before it was there. A ref. */
export function takeRequestedFocus(element: HTMLElement | null): void {
  if (!element || element.id !== requested) return
  requested = ''
  element.focus()
}
