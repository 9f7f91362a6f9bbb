/** What a server tells the page of its settings. */
export type ServerConfigName = 'source' | 'mask' | 'sign-in'

/** Where a page is drawn: what it depends on besides the chat. */
export interface RenderContext {
  /** The page's whole address. */
  href: string
  /** What the server says of its settings; '' for nothing. */
  serverConfig: (name: ServerConfigName) => string
  /** The zone this browser chose, as its server knows it; null for none. */
  zone: string | null
  /** The zone that `local` is; null for the one of this machine. */
  localZone: string | null
}

const browserContext: RenderContext = {
  get href() {
    return globalThis.location?.href ?? 'http://localhost/'
  },
  serverConfig: (name) => document.querySelector<HTMLMetaElement>(`meta[name=linq-${name}]`)?.content ?? '',
  zone: null,
  localZone: null,
}

let now = browserContext

/** Where the page is drawn: in its browser, or on a server for the time of {@link drawnIn}. */
export const renderContext = (): RenderContext => now

/** Draws a page elsewhere than in its browser. The drawing is one call, so that no two of them ever mix. */
export function renderIn<RowRange>(renderContextOf: RenderContext, draw: () => RowRange): RowRange {
  now = renderContextOf
  try {
    return draw()
  } finally {
    now = browserContext
  }
}

/** Tells the browser which zone its server drew with: the first drawing here has to be the same. */
export const setServerZone = ({ zone }: Pick<RenderContext, 'zone'>): void => {
  browserContext.zone = zone
}
