// What each engine's protocol offers to `Tab`.

export interface EngineOptions {
  /** Firefox's default text size in CSS pixels, 16 by default. WebKit's cannot be set. */
  textSize?: number
}

/** A started browser with one window: the operations that differ between the protocols. Lengths are CSS pixels. */
export interface Session {
  /** Starts a navigation, and does not wait for it. */
  navigate: (url: string) => Promise<void>
  /** Calls a function in the page, given as source, and resolves with the text that it returns or promises. */
  call: (source: string) => Promise<string>
  /** Performs input, as actions of the WebDriver standard. */
  perform: (sources: object[]) => Promise<void>
  /** Sets the size of the viewport, and does not wait for it. */
  resize: (size: Size) => Promise<void>
  /** The whole document as PNG. */
  picture: () => Promise<Buffer>
  /** The document as PDF, on paper of this size in centimetres; null if the protocol cannot print. */
  print: ((paper: Size) => Promise<Buffer>) | null
  /** The frame or window whose URL starts so, once there is one; null if the protocol has no such list. */
  find: ((url: string) => Promise<Session | null>) | null
  reload: () => Promise<void>
  back: () => Promise<void>
  /** Ends the browser, and removes its files. */
  close: () => Promise<void>
}

export interface Size {
  width: number
  height: number
}
