import type { QueryClient } from '@tanstack/react-query'

import { fixedState } from '../settings/url-overrides.ts'

// A server loads this module too, and has no document.
const page = globalThis.document?.documentElement

/**
 * Sets `data-shot="ready"` on the document while everything in the window is there: no request is under way, no component
 * or font is loading, and two frames have been painted since the last change. A request or a change of the document
 * removes it at once; a window that changes its size, as for a picture of the full page, does not.
 */
export function markReady(queryClient: QueryClient): void {
  let frame = 0
  const check = () => {
    delete page.dataset['shot']
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        const fonts = loadingFonts()
        if (fonts.length > 0) void Promise.allSettled(fonts.map(({ loaded }) => loaded)).then(check)
        else if (isSettled(queryClient)) page.dataset['shot'] = 'ready'
        // A page in a frame sends no event when it is ready.
        else if (!areFramesReady()) setTimeout(check, 100)
      })
    })
  }
  queryClient.getQueryCache().subscribe(({ type }) => {
    if (type === 'updated') check()
  })
  new MutationObserver((changes) => {
    if (changes.some(({ attributeName }) => attributeName !== 'data-shot')) check()
  }).observe(page, { subtree: true, childList: true, characterData: true, attributes: true })
  document.fonts.addEventListener('loading', () => {
    // Chromium also sends the event when the window changes its size and every font is there.
    if (loadingFonts().length > 0) check()
  })
  for (const type of ['load', 'error'])
    document.addEventListener(
      type,
      ({ target }) => {
        // Every icon sends `load` with its document: on a busy machine that is after the page is ready.
        if (target instanceof SVGElement) return
        if (!(target instanceof HTMLIFrameElement) || isInWindow(target)) check()
      },
      // These events do not bubble.
      true,
    )
  for (const type of ['scroll', 'resize'])
    addEventListener(type, () => {
      if (!areFramesReady()) check()
    })
  check()
}

/** The status of the whole set is no measure: it also is `loading` where Chromium sends the event for no font. */
const loadingFonts = () => [...document.fonts].filter(({ status }) => status === 'loading')

const areFramesReady = () =>
  [...document.querySelectorAll('iframe')]
    .filter(isInWindow)
    .every(({ contentDocument }) => contentDocument?.querySelector(':root[data-shot=ready]'))

/** Whether any part of an element is in the window. Browsers may not render a frame outside of it, so it is never ready. */
function isInWindow(element: Element): boolean {
  const { top, right, bottom, left } = element.getBoundingClientRect()
  return bottom > 0 && right > 0 && top < innerHeight && left < innerWidth
}

function isSettled(queryClient: QueryClient): boolean {
  return (
    queryClient.isFetching() === 0 &&
    !document.querySelector('[data-pending]') &&
    // A page that is fixed in its loading state stays busy.
    (fixedState() !== null || !document.querySelector('main[aria-busy=true]')) &&
    areFramesReady()
  )
}
