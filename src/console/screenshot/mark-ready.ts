import type { QueryClient } from '@tanstack/react-query'

import { held, isStill } from '../settings/url-overrides.ts'

// A server loads this module too, and has no document.
const page = globalThis.document?.documentElement

/**
 * Marks the document `data-shot="ready"` as long as nothing more is to come: no request is under way, nothing is being
 * loaded or waited for, the fonts and pictures are there, and two frames have been painted since the last change. Any
 * request and any change withdraws it at once.
 */
export function markReady(queryClient: QueryClient): void {
  let frame = 0
  /** Calls back once two frames have been painted, unless something changes before. */
  const afterTwoFrames = (then: () => void) => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(then)
    })
  }
  const check = () => {
    delete page.dataset['shot']
    afterTwoFrames(() => {
      if (isSettled(queryClient)) {
        paintAnew()
        afterTwoFrames(() => {
          page.dataset['shot'] = 'ready'
        })
      } else if (document.querySelector('iframe')) {
        // A page inside this one tells nobody when it is ready.
        setTimeout(check, 100)
      }
    })
  }
  queryClient.getQueryCache().subscribe(({ type }) => {
    if (type === 'updated') check()
  })
  new MutationObserver((changes) => {
    if (changes.some(({ attributeName }) => !own.has(attributeName))) check()
  }).observe(page, { subtree: true, childList: true, characterData: true, attributes: true })
  // Told also of fonts that are there already, when a window changes its size: that is nothing to wait for.
  document.fonts.addEventListener('loading', () => {
    if (document.fonts.status === 'loading') check()
  })
  document.fonts.addEventListener('loadingdone', () => {
    if (page.dataset['shot'] === undefined) check()
  })
  // Pictures and previews; `load` does not rise.
  document.addEventListener('load', check, true)
  document.addEventListener('error', check, true)
  check()
}

/** The attributes that are set here, and change nothing to see. */
const own = new Set<string | null>(['data-shot', 'data-painted'])

/**
 * Has the whole page painted once more before a picture. Chromium paints only what changed, and the pixels of a round
 * corner depend on how often a part of it was: the same page would be one of two or three pictures.
 */
function paintAnew() {
  if (isStill()) page.toggleAttribute('data-painted')
}

function isSettled(queryClient: QueryClient): boolean {
  return (
    queryClient.isFetching() === 0 &&
    document.fonts.status === 'loaded' &&
    !document.querySelector('[data-pending]') &&
    // A page that is held in its loading state is busy for ever.
    (held() !== null || !document.querySelector('main[aria-busy=true]')) &&
    [...document.images].every(({ complete }) => complete) &&
    [...document.querySelectorAll('iframe')].every(
      ({ contentDocument }) => contentDocument?.documentElement.dataset['shot'] === 'ready',
    )
  )
}
