/**
 * A text that was submitted before hydration and that opens no chat, from the state of its history entry. It may be
 * a phone number, so `before-hydration.js` moves it there from the address.
 */
export const refusedText = (state: unknown): string | undefined =>
  typeof state === 'object' && state !== null && 'text' in state && typeof state.text === 'string'
    ? state.text
    : undefined
