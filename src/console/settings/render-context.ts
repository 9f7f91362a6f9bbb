export type ServerConfigName = 'source' | 'mask' | 'sign-in' | 'links' | 'support' | 'find'

/** What rendering depends on besides the chat. */
export interface RenderContext {
  href: string
  /** A setting of the server; '' if it is not set. */
  serverConfig: (name: ServerConfigName) => string
  /** The zone in the browser's cookie; null for none. */
  zone: string | null
  /** The zone that `local` stands for; null for this machine's. */
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

let current = browserContext

export const renderContext = (): RenderContext => current

/** Renders with a context. Rendering is one synchronous call, so that two of them never mix. */
export function renderIn<Result>(context: RenderContext, render: () => Result): Result {
  current = context
  try {
    return render()
  } finally {
    current = browserContext
  }
}

/** Sets the zone that the server rendered with: hydration has to use the same. */
export const setServerZone = ({ zone }: Pick<RenderContext, 'zone'>): void => {
  browserContext.zone = zone
}
