import '../../console/ui/styles.css'

import { QueryClient } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'

import { App } from '../../console/app.tsx'
import { chatChunk } from '../../console/chunks.ts'
import { loadForHydration, loadForScreenshot } from '../../console/load-order.ts'
import type { PagePayload } from '../../console/ssr/page-payload.ts'
import { isFixed, serverConfig } from '../../console/settings/url-overrides.ts'
import { translateWith } from '../../console/i18n/text.ts'

const queryClient = new QueryClient()

/** @param isDrawn whether the page came drawn, and all it was drawn from is here. */
function mount(isDrawn: boolean) {
  const sent = serverConfig('source')
  const origin = sent && sent !== 'sandbox' ? sent : null
  const samples = async () => (origin ? [] : (await import('../../sandbox/samples.ts')).samples)
  const shots = async () => (origin ? [] : (await import('../../sandbox/shots.ts')).shots())
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no element with the id "root"')
  // A framed page is a preview. A frame that is inert from outside may still move the focus into itself: a heading that takes
  // it, or an open dialog, would take it from somebody who is typing in the page around it.
  if (window !== window.parent) document.documentElement.inert = true
  const page = (
    <StrictMode>
      <BrowserRouter>
        <App source={{ origin, samples, shots, build: import.meta.env.VITE_BUILD }} known={queryClient} />
      </BrowserRouter>
    </StrictMode>
  )
  if (isDrawn) hydrateRoot(root, page)
  else createRoot(root).render(page)
}

/** What came with the page of a chat. It leaves the document at once: what is hidden later must not stay in it. */
function takeSent(): PagePayload | null {
  const element = document.getElementById('sent')
  element?.remove()
  const sent: PagePayload | null = element ? JSON.parse(element.textContent) : null
  return sent
}

/** The pseudo-language shows what was never translated, and what has no room for longer words. */
async function speakPseudo() {
  const { pseudo } = await import('../../console/i18n/pseudo.ts')
  translateWith(pseudo)
  document.documentElement.lang = 'en-XA'
}

/**
 * Mounts the console, after what its address asks for besides: a language (`en-XA`; every other is English), or a picture's
 * parts; and after what it came drawn with.
 */
function start() {
  const sent = takeSent()
  const search = new URLSearchParams(location.search)
  const first = [
    ...(search.get('lang') === 'en-XA' ? [speakPseudo()] : []),
    ...(isFixed() ? [loadForScreenshot(queryClient)] : []),
  ]
  if (first.length === 0 && !sent) mount(false)
  // The page without them is better than a blank one.
  else void Promise.all([prepareHydration(sent), ...first]).then(([isDrawn]) => mount(isDrawn), failed)
}

async function prepareHydration(sent: PagePayload | null): Promise<boolean> {
  if (!sent) return false
  const [exports] = await Promise.all([
    chatChunk.load(),
    sent.rendered && sent.reply ? loadForHydration(sent.reply) : null,
  ])
  return exports.prepareHydration(sent, queryClient)
}

function failed(error: unknown) {
  reportError(error)
  mount(false)
}

// The demo has no server: its gateway answers from a service worker, which has to be there before the first lookup.
// Not awaited at the top: the demo's part shares modules with this one, and each would wait for the other.
if (import.meta.env.MODE === 'demo')
  import('./demo.ts')
    .then(({ startDemo }) => startDemo())
    .then(start, (error: unknown) => {
      document.body.textContent =
        'This demo needs a service worker, which your browser blocked. Open it over HTTPS or on localhost, and not in a private window.'
      reportError(error)
    })
else start()
