// What runs inside a measured page. It knows nothing of how the page is made: it looks, once a frame, for a row with a
// phone number in it that somebody could read.
// Sent as the text of one function, so all of it has to stand inside that one:
// oxlint-disable unicorn/consistent-function-scoping

/** What there was to see, in milliseconds since the page's navigation began. */
export interface Seen {
  /** The end of the first frame that drew the row where it can be read. */
  visible: number
  /** The first paint of any content, as the browser tells it: the moment it stood on the screen. */
  firstPaint: number
}

/** What a measured page is asked. */
interface Watcher {
  /** Looks for a row with these digits from now on, and for nothing else any more. */
  expect: (digits: string) => void
  /** Resolves when the expected row can be read. */
  seen: () => Promise<Seen>
  /** Resolves at the end of the frame since which React listens to the lookup box. */
  ready: Promise<number>
  /** The sum of the layout shifts so far that nobody's input made. */
  shift: () => number
  /** When Enter was last pressed. */
  entered: () => number
}

declare global {
  interface Window {
    watcher: Watcher
  }
}

/**
 * Starts to watch a page, before any script of its own. It is sent to the page as text: it may use nothing from outside.
 * @param digits what the number in the expected row has for digits, however they are grouped.
 */
export function watch(digits: string): void {
  // A tab begins with an empty page.
  if (location.protocol === 'about:') return

  let firstPaint: PerformanceEntry | undefined
  let shift = 0
  let entered = NaN
  new PerformanceObserver((list) => {
    firstPaint ??= list.getEntriesByName('first-contentful-paint')[0]
  }).observe({ type: 'paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if ('value' in entry && 'hadRecentInput' in entry && entry.hadRecentInput === false) shift += Number(entry.value)
  }).observe({ type: 'layout-shift', buffered: true })
  addEventListener('keydown', ({ key, timeStamp }) => key === 'Enter' && (entered = timeStamp), true)

  const digitsIn = (element: Element) => (element.textContent ?? '').replace(/\D/g, '')

  const rows = 'tr, li, [role="row"]'

  /** The innermost element of a row that holds the whole number. */
  const find = (wanted: string): Element | undefined => {
    const holds = (element: Element) => digitsIn(element).includes(wanted)
    let found = [...document.querySelectorAll(rows)].find(holds)
    for (let inner = found; inner; inner = [...inner.children].find(holds)) found = inner
    return found
  }

  /** Whether each style sheet that the page names has come. While one of the head has not, there is no frame at all. */
  const isStyled = () =>
    [...document.querySelectorAll<HTMLLinkElement>('link[rel~="stylesheet"]')].every(
      ({ disabled, media, sheet }) => disabled || sheet !== null || (media !== '' && !matchMedia(media).matches),
    )

  /** How long a browser draws nothing while such a font is on its way; then it takes another. */
  const blockPeriod = 3000
  const loadingSince = new Map<FontFace, number>()
  const plain = (family: string) => family.replace(/["']/g, '').toLowerCase()

  /** Whether the text is drawn, in any font. */
  const isDrawn = (element: Element) => {
    // In parts: the shorthand is empty where it cannot say all of a style.
    const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(element)
    const font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`
    if (document.fonts.check(font, element.textContent ?? '')) return true
    const families = plain(fontFamily).split(/, */)
    return ![...document.fonts].some((face) => {
      if (face.status !== 'loading' || !/^(?:auto|block)$/.test(face.display)) return false
      if (!families.includes(plain(face.family))) return false
      const since = loadingSince.get(face) ?? performance.now()
      loadingSince.set(face, since)
      return performance.now() - since < blockPeriod
    })
  }

  const canBeRead = (element: Element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const styles = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }
    if (width === 0 || height === 0 || !element.checkVisibility(styles)) return false
    // Nothing outside the window; another element where the row is cut off, or something lies on top.
    const there = document.elementFromPoint(left + width / 2, top + height / 2)
    const onTop = there !== null && element.closest(rows)?.contains(there) === true
    return onTop && isStyled() && isDrawn(element)
  }

  /** Resolves at the end of the first frame in which something is so: a message is delivered once the frame is drawn. */
  const frameIn = async (isSo: () => boolean) =>
    await new Promise<number>((resolve) => {
      const look = () => {
        if (!isSo()) return void requestAnimationFrame(look)
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => resolve(performance.now()), { once: true })
        port1.start()
        port2.postMessage(null)
      }
      requestAnimationFrame(look)
    })

  const see = async (wanted: string): Promise<Seen> => {
    const drawn = await frameIn(() => {
      const element = find(wanted)
      return element !== undefined && canBeRead(element)
    })
    await frameIn(() => firstPaint !== undefined)
    const { startTime = NaN } = firstPaint ?? {}
    // When the same frame was drawn that stood on the screen at `startTime`: the clock of all other frames here.
    const painted = firstPaint && 'paintTime' in firstPaint ? Number(firstPaint.paintTime) : startTime
    return { visible: Math.max(drawn, painted), firstPaint: startTime }
  }

  let seen = see(digits)
  window.watcher = {
    expect: (wanted) => {
      seen = see(wanted)
    },
    seen: async () => await seen,
    // React marks what it has taken over. To try the box out instead would make React hurry.
    ready: frameIn(() => {
      const box = document.querySelector('[role="search"] input')
      return box !== null && Object.keys(box).some((key) => key.startsWith('__reactProps'))
    }),
    shift: () => shift,
    entered: () => entered,
  }
}
