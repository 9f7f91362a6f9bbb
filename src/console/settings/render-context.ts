/** What a server tells the page of its settings. */
export type Told = 'source' | 'mask' | 'sign-in'

/** Where a page is drawn: what it depends on besides the chat. */
export interface Surroundings {
  /** The page's whole address. */
  href: string
  /** What the server says of its settings; '' for nothing. */
  told: (name: Told) => string
  /** The zone this browser chose, as its server knows it; null for none. */
  zone: string | null
  /** The zone that `local` is; null for the one of this machine. */
  localZone: string | null
}

const inBrowser: Surroundings = {
  get href() {
    return globalThis.location?.href ?? 'http://localhost/'
  },
  told: (name) => document.querySelector<HTMLMetaElement>(`meta[name=linq-${name}]`)?.content ?? '',
  zone: null,
  localZone: null,
}

let now = inBrowser

/** Where the page is drawn: in its browser, or on a server for the time of {@link drawnIn}. */
export const here = (): Surroundings => now

/** Draws a page elsewhere than in its browser. The drawing is one call, so that no two of them ever mix. */
export function drawnIn<Drawn>(surroundings: Surroundings, draw: () => Drawn): Drawn {
  now = surroundings
  try {
    return draw()
  } finally {
    now = inBrowser
  }
}

/** Tells the browser which zone its server drew with: the first drawing here has to be the same. */
export const drawnWith = ({ zone }: Pick<Surroundings, 'zone'>): void => {
  inBrowser.zone = zone
}
