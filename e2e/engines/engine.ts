// One API to drive Firefox and WebKit: a session speaks a browser's protocol, and `Tab` adds what tests need.
import { setTimeout as pause } from 'node:timers/promises'

import { startFirefox } from './firefox.ts'
import type { Session, Size, TextSettings } from './session.ts'
import { startWebKit } from './webkit.ts'

export const engineNames = ['firefox', 'webkit'] as const
export type EngineName = (typeof engineNames)[number]

/** Keys by their names in `KeyboardEvent.key`, as WebDriver's code points. */
const keys = new Map([
  ['ArrowDown', '\uE015'],
  ['ArrowRight', '\uE014'],
  ['ArrowUp', '\uE013'],
  ['Control', '\uE009'],
  ['Enter', '\uE007'],
  ['End', '\uE010'],
  ['Escape', '\uE00C'],
  ['Home', '\uE011'],
  ['Tab', '\uE004'],
])

/** The timeout of every wait, in milliseconds. The slowest step loads an emoji font of 6 MB. */
const timeout = 60_000

/** The page in an engine's one window. */
export class Tab {
  readonly #session: Session

  constructor(session: Session) {
    this.#session = session
  }

  /** Opens a URL, and waits for its document, but not for its scripts. */
  async open(url: string): Promise<void> {
    await this.#navigate(() => this.#session.navigate(url))
  }

  async reload(): Promise<void> {
    await this.#navigate(() => this.#session.reload())
  }

  /** Goes back in the history without waiting, since the document may stay the same. */
  async back(): Promise<void> {
    await this.#session.back()
  }

  /** Runs a function in the page. Its arguments and its result, which may be a promise, must be JSON values. */
  async evaluate<Arguments extends unknown[], Result>(
    run: (...args: Arguments) => Result,
    ...args: Arguments
  ): Promise<Awaited<Result>> {
    const source = `async () => JSON.stringify({ value: await (${String(run)})(...${JSON.stringify(args)}) })`
    const answer: { value: Awaited<Result> } = JSON.parse(await this.#session.call(source))
    return answer.value
  }

  /** Waits until a function returns a truthy value in the page, and returns that value. */
  async until<Arguments extends unknown[], Result>(
    run: (...args: Arguments) => Result,
    ...args: Arguments
  ): Promise<NonNullable<Awaited<Result>>> {
    const deadline = performance.now() + timeout
    for (;;) {
      const result = await this.evaluate(run, ...args)
      if (result) return result
      if (performance.now() > deadline)
        throw new Error(`Not true within ${timeout} ms: ${run.name || String(run)} of ${JSON.stringify(args)}`)
      await pause(50)
    }
  }

  /** Waits until the page has marked itself complete. */
  async untilReady(): Promise<void> {
    // Between two pages a document has no element.
    await this.until(() => document.querySelector('html[data-shot=ready]') !== null)
  }

  /** Clicks the center of the one element that matches a selector and, if given, has this text. */
  async click(selector: string, text?: string): Promise<void> {
    const { x, y } = await this.until(findToClick, selector, text ?? null)
    const actions = [
      { type: 'pointerMove', x, y },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]
    await this.#session.perform([{ type: 'pointer', id: 'mouse', actions }])
  }

  /** Types a text into the focused element. */
  async type(text: string): Promise<void> {
    await this.#key(
      text.split('').flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]),
    )
  }

  /** Presses a key or a combination such as `Control+v`. */
  async press(combination: string): Promise<void> {
    const values = combination.split('+').map((name) => keys.get(name) ?? name)
    await this.#key([
      ...values.map((value) => ({ type: 'keyDown', value })),
      ...values.toReversed().map((value) => ({ type: 'keyUp', value })),
    ])
  }

  /** Sets the viewport, and waits until the page has that size. */
  async resize(size: Size): Promise<void> {
    await this.#session.resize(size)
    await this.until(({ width, height }) => innerWidth === width && innerHeight === height, size)
    await this.painted()
  }

  /**
   * Sets how text is enlarged, by default not at all: a zoom in this document, the sizes in the next one.
   * @returns false if no test can change that in this engine.
   */
  async setText(settings: Partial<TextSettings>): Promise<boolean> {
    await this.#session.setText?.({ size: 16, minimum: 0, zoom: 1, ...settings })
    return this.#session.setText !== null
  }

  /** Waits until two frames have been rendered. */
  async painted(): Promise<void> {
    await this.evaluate(
      () => new Promise<null>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))),
    )
  }

  /** A PNG of the whole document. */
  async picture(): Promise<Buffer> {
    return await this.#session.picture()
  }

  /** A PNG of what is in the window. */
  async viewport(): Promise<Buffer> {
    return await this.#session.viewport()
  }

  /** A PDF of the document, on paper of this size in centimetres; null if the engine's protocol cannot print. */
  async print(paper: Size): Promise<Buffer | null> {
    return this.#session.print && (await this.#session.print(paper))
  }

  /** The frame or window whose URL starts so, once there is one. */
  async find(url: string): Promise<Tab> {
    const deadline = performance.now() + timeout
    while (performance.now() < deadline) {
      const session = await this.#session.find?.(url)
      if (session) return new Tab(session)
      await pause(50)
    }
    throw new Error(`No frame or window with ${url} within ${timeout} ms`)
  }

  async #key(actions: object[]): Promise<void> {
    await this.#session.perform([{ type: 'key', id: 'keyboard', actions }])
  }

  /** Starts a navigation, and waits for the new document. */
  async #navigate(start: () => Promise<void>): Promise<void> {
    await this.evaluate(() => {
      Object.assign(globalThis, { isOldDocument: true })
    })
    await start()
    const deadline = performance.now() + timeout
    for (;;) {
      // Between two documents there may be none to evaluate in.
      const isNew = await this.evaluate(() => document.body !== null && !('isOldDocument' in globalThis)).catch(
        () => false,
      )
      if (isNew) return
      if (performance.now() > deadline) throw new Error(`No new document within ${timeout} ms`)
      await pause(50)
    }
  }
}

/** Scrolls an element into view, and returns its center. Null while there is none, or while it moves. */
async function findToClick(selector: string, text: string | null): Promise<{ x: number; y: number } | null> {
  const found = [...document.querySelectorAll(selector)].filter(
    (element) => element.checkVisibility() && (text === null || element.textContent.trim() === text),
  )
  const [element] = found
  if (!element) return null
  if (found.length > 1) throw new Error(`${found.length} elements: ${selector} ${text ?? ''}`)
  element.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  const before = element.getBoundingClientRect()
  await new Promise(requestAnimationFrame)
  const { x, y, width, height } = element.getBoundingClientRect()
  if (x !== before.x || y !== before.y || width === 0) return null
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) }
}

/** A browser with its page. */
export interface Engine {
  tab: Tab
  close: () => Promise<void>
}

/**
 * Starts a browser without a visible window, with a temporary profile.
 * @throws Error if it is not installed, or does not start.
 */
export async function startEngine(name: EngineName): Promise<Engine> {
  const session = await (name === 'firefox' ? startFirefox : startWebKit)()
  return { tab: new Tab(session), close: session.close }
}
