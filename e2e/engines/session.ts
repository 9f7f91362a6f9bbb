// What each engine offers to the page that tests drive, by its own protocol.

export interface EngineOptions {
  /** Firefox's default text size in CSS pixels, as a person sets it for every site: 16 unless given. WebKit's cannot be set. */
  textSize?: number
}

/** A started browser with one window, as far as its protocol differs from the other's. Lengths are CSS pixels. */
export interface Session {
  /** Begins to open an address, and does not wait for it. */
  navigate: (url: string) => Promise<void>
  /** Calls a function of the page, given as source, and resolves with the text that it returns or promises. */
  call: (source: string) => Promise<string>
  /** Performs input, in the notation of the WebDriver standard's actions. */
  perform: (sources: object[]) => Promise<void>
  /** Gives the page a viewport of this size, and does not wait for it. */
  resize: (size: Size) => Promise<void>
  /** The whole document as PNG. */
  picture: () => Promise<Buffer>
  /** The document as PDF; null where the protocol has no printing. */
  print: (() => Promise<Buffer>) | null
  reload: () => Promise<void>
  back: () => Promise<void>
  /** Ends the browser, and removes what it kept. */
  close: () => Promise<void>
}

export interface Size {
  width: number
  height: number
}
