import '../../console/ui/styles.css'

import { QueryClient } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'

import { App } from '../../console/app.tsx'
import { chatChunk } from '../../console/chunks.ts'
import { readLinkTemplates } from '../../console/data-source.ts'
import { MissingPart } from '../../console/ui/lazy-component.tsx'
import { loadForHydration, loadForRoute, loadForScreenshot } from '../../console/load-order.ts'
import type { PagePayload } from '../../console/ssr/page-payload.ts'
import { isFixed, serverConfig } from '../../console/settings/url-overrides.ts'
import { keepHiddenInHistory } from '../../console/settings/view-settings.ts'
import { moveFilter } from '../../urls/participant-filter.ts'

const queryClient = new QueryClient()

/** @param isRendered whether the server rendered the page, and its payload and chunks are loaded: then it is hydrated. */
function mount(isRendered: boolean) {
  keepHiddenInHistory()
  const source = serverConfig('source')
  const origin = source && source !== 'sandbox' ? source : null
  // Not destructured: the build would write out each name four times in the first load.
  const samples = async () => (origin ? [] : import('../../sandbox/samples.ts').then((all) => all.sampleLinks))
  const shots = async () => (origin ? [] : import('../../sandbox/shots.ts').then((all) => all.shots()))
  const links = readLinkTemplates(serverConfig('links'))
  const find = !origin || serverConfig('find') === 'on'
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no element with the id "root"')
  // An inert frame may still move the focus into itself: in the gallery, a preview whose heading takes it would take it from
  // somebody who is typing in the page around it.
  if (window.frameElement?.closest('[inert]')) document.documentElement.inert = true
  const page = (
    <StrictMode>
      <BrowserRouter>
        <App source={{ origin, samples, shots, links, find, build: import.meta.env.VITE_BUILD }} known={queryClient} />
      </BrowserRouter>
    </StrictMode>
  )
  if (isRendered) hydrateRoot(root, page)
  else createRoot(root).render(page)
}

/** Reads the page payload and removes it from the document: data that is hidden later must not stay there. */
function takePayload(): PagePayload | null {
  const element = document.getElementById('sent')
  element?.remove()
  const payload: PagePayload | null = element ? JSON.parse(element.textContent) : null
  return payload
}

/** The pseudo-language shows untranslated text, and places where longer words do not fit. */
const loadPseudoLanguage = () => import('../../console/i18n/pseudo.ts').then((all) => all.setPseudoLanguage())

/** Mounts the console, after the chunks that its URL needs (`lang=en-XA`, a picture) and those of the page payload. */
function start() {
  const { href } = location
  const moved = moveFilter(href)
  if (moved !== href) history.replaceState(history.state, '', moved)
  const payload = takePayload()
  const search = new URLSearchParams(location.search)
  const first = [
    loadForRoute(location.pathname),
    ...(search.get('lang') === 'en-XA' ? [loadPseudoLanguage()] : []),
    ...(isFixed() ? [loadForScreenshot(queryClient)] : []),
  ]
  // If a chunk fails, the page without it is better than a blank one.
  void Promise.all([prepareHydration(payload), ...first]).then(([isRendered]) => mount(isRendered), failed)
}

async function prepareHydration(payload: PagePayload | null): Promise<boolean> {
  // The lookup page is server-rendered without data.
  if (!payload) return document.querySelector('main') !== null
  const [exports] = await Promise.all([chatChunk.load(), payload.rendered ? loadForHydration() : null])
  return exports.prepareHydration(payload, queryClient)
}

/** A server-rendered page stays as it is, with a note, where the code that hydrates it is missing. */
function failed(error: unknown) {
  reportError(error)
  const main = document.querySelector('main')
  if (!main) return mount(false)
  const note = document.createElement('div')
  main.prepend(note)
  return createRoot(note).render(<MissingPart />)
}

// The demo has no server: its gateway answers from a service worker, which has to run before the first lookup.
// No top-level await: the demo's chunk imports from this one, so each would wait for the other.
if (import.meta.env.MODE === 'demo')
  import('./demo.ts')
    .then(({ startDemo }) => startDemo())
    .then(start, (error: unknown) => {
      document.body.textContent =
        'This demo needs a service worker, which your browser blocked. Open it over HTTPS or on localhost, and not in a private window.'
      reportError(error)
    })
else start()
