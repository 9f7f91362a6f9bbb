// Runs inside a measured page. It is independent of the page's markup: in each frame it looks for a visible row with a
// phone number.
// It is sent as the source of one function, so all helpers are inside that function:
// oxlint-disable unicorn/consistent-function-scoping

/** Times in milliseconds since the start of the navigation. */
export interface VisibleTimes {
  /** The end of the first frame in which the row is visible. */
  visible: number
  /** The browser's first contentful paint. */
  firstPaint: number
}

/** The interface of the script in a measured page. */
interface Watcher {
  /** Sets the row to look for, by the digits of its phone number. */
  expectRow: (digits: string) => void
  /** Resolves when the expected row is visible. */
  untilVisible: () => Promise<VisibleTimes>
  /** Resolves at the end of the first frame in which the lookup box is hydrated. */
  ready: Promise<number>
  /** The sum of the layout shifts so far without recent input. */
  shift: () => number
  /** When Enter was last pressed. */
  enterPressed: () => number
}

declare global {
  interface Window {
    watcher: Watcher
  }
}

/**
 * Starts to observe a page before its scripts run. It is sent to the page as source, so it must not use anything outside.
 * @param digits the digits of the phone number in the expected row, in any grouping.
 */
export function watch(digits: string): void {
  // A new tab has an empty page.
  if (location.protocol === 'about:') return

  let firstPaint: PerformanceEntry | undefined
  let shift = 0
  let enterPressed = NaN
  new PerformanceObserver((list) => {
    firstPaint ??= list.getEntriesByName('first-contentful-paint')[0]
  }).observe({ type: 'paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if ('value' in entry && 'hadRecentInput' in entry && entry.hadRecentInput === false) shift += Number(entry.value)
  }).observe({ type: 'layout-shift', buffered: true })
  addEventListener('keydown', ({ key, timeStamp }) => key === 'Enter' && (enterPressed = timeStamp), true)

  const digitsIn = (element: Element) => (element.textContent ?? '').replace(/\D/g, '')

  const rows = 'tr, li, [role="row"]'

  /** The innermost element of a row that contains the whole number. */
  const find = (expected: string): Element | undefined => {
    const contains = (element: Element) => digitsIn(element).includes(expected)
    let found = [...document.querySelectorAll(rows)].find(contains)
    for (let inner = found; inner; inner = [...inner.children].find(contains)) found = inner
    return found
  }

  /** Whether every style sheet of the page is loaded. One in the head blocks rendering. */
  const isStyled = () =>
    [...document.querySelectorAll<HTMLLinkElement>('link[rel~="stylesheet"]')].every(
      ({ disabled, media, sheet }) => disabled || sheet !== null || (media !== '' && !matchMedia(media).matches),
    )

  /** The block period of `font-display: block`: text is invisible while its font loads. */
  const blockPeriod = 3000
  const loadingSince = new Map<FontFace, number>()
  const normalize = (family: string) => family.replace(/["']/g, '').toLowerCase()

  /** Whether the text is painted, in any font. */
  const isPainted = (element: Element) => {
    // The computed shorthand `font` is empty if it cannot express the whole style.
    const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(element)
    const font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`
    if (document.fonts.check(font, element.textContent ?? '')) return true
    const families = normalize(fontFamily).split(/, */)
    return ![...document.fonts].some((face) => {
      if (face.status !== 'loading' || !/^(?:auto|block)$/.test(face.display)) return false
      if (!families.includes(normalize(face.family))) return false
      const since = loadingSince.get(face) ?? performance.now()
      loadingSince.set(face, since)
      return performance.now() - since < blockPeriod
    })
  }

  const isVisible = (element: Element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const styles = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }
    if (width === 0 || height === 0 || !element.checkVisibility(styles)) return false
    // Null outside the window, another element if the row is clipped or covered.
    const topmost = document.elementFromPoint(left + width / 2, top + height / 2)
    const isOnTop = topmost !== null && element.closest(rows)?.contains(topmost) === true
    return isOnTop && isStyled() && isPainted(element)
  }

  /** Resolves at the end of the first frame in which a condition is true: a message is delivered after the frame is painted. */
  const frameIn = async (condition: () => boolean) =>
    await new Promise<number>((resolve) => {
      const check = () => {
        if (!condition()) return void requestAnimationFrame(check)
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => resolve(performance.now()), { once: true })
        port1.start()
        port2.postMessage(null)
      }
      requestAnimationFrame(check)
    })

  const waitForRow = async (expected: string): Promise<VisibleTimes> => {
    const frameEnd = await frameIn(() => {
      const element = find(expected)
      return element !== undefined && isVisible(element)
    })
    await frameIn(() => firstPaint !== undefined)
    const { startTime = NaN } = firstPaint ?? {}
    // `paintTime` is when the frame was painted, like the other times here; `startTime` is when it was presented.
    const painted = firstPaint && 'paintTime' in firstPaint ? Number(firstPaint.paintTime) : startTime
    return { visible: Math.max(frameEnd, painted), firstPaint: startTime }
  }

  let row = waitForRow(digits)
  window.watcher = {
    expectRow: (expected) => {
      row = waitForRow(expected)
    },
    untilVisible: async () => await row,
    // React adds its props to hydrated elements. Input into the box would raise the priority of its hydration.
    ready: frameIn(() => {
      const box = document.querySelector('[role="search"] input')
      return box !== null && Object.keys(box).some((key) => key.startsWith('__reactProps'))
    }),
    shift: () => shift,
    enterPressed: () => enterPressed,
  }
}
