// What each engine's protocol offers to `Tab`.

/** How a browser enlarges text. */
export interface TextSettings {
  /** The default text size in CSS pixels; 16 is usual. */
  size: number
  /** The least size of any text in CSS pixels; 0 is none. */
  minimum: number
  /** The factor of a zoom that enlarges only text. */
  zoom: number
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
  /** Sets how text is enlarged: a zoom in this document, the sizes in the next one; null if no test can change that. */
  setText: ((settings: TextSettings) => Promise<void>) | null
  /** The whole document as PNG. */
  picture: () => Promise<Buffer>
  /** The viewport as PNG. */
  viewport: () => Promise<Buffer>
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
