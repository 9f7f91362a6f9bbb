import '../../console/ui/styles.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'

import { App, loadForPicture } from '../../console/app.tsx'
import { told } from '../../console/settings/pins.ts'
import { translateWith } from '../../console/text.ts'

function mount() {
  const sent = told('source')
  const origin = sent && sent !== 'sandbox' ? sent : null
  const samples = async () => (origin ? [] : (await import('../../sandbox/samples.ts')).samples)
  const shots = async () => (origin ? [] : (await import('../../sandbox/shots.ts')).shots())
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no element with the id "root"')
  createRoot(root).render(
    <StrictMode>
      <BrowserRouter>
        <App source={{ origin, samples, shots, build: import.meta.env.VITE_BUILD }} />
      </BrowserRouter>
    </StrictMode>,
  )
}

/** The pseudo-language shows what was never translated, and what has no room for longer words. */
async function speakPseudo() {
  const { pseudo } = await import('../../console/pseudo.ts')
  translateWith(pseudo)
  document.documentElement.lang = 'en-XA'
}

/** Mounts the console, after what its address asks for besides: a language (`en-XA`; every other is English), or a picture's parts. */
function start() {
  const search = new URLSearchParams(location.search)
  const first = [
    ...(search.get('lang') === 'en-XA' ? [speakPseudo()] : []),
    ...(search.get('shot') === '1' ? [loadForPicture()] : []),
  ]
  if (first.length === 0) mount()
  // The page without them is better than a blank one.
  else void Promise.all(first).catch(reportError).then(mount)
}

// The demo has no server: its gateway answers from a service worker, which has to be there before the first lookup.
// Not awaited at the top: the demo's part shares modules with this one, and each would wait for the other.
if (import.meta.env.MODE === 'demo')
  import('./demo.ts')
    .then(({ startDemo }) => startDemo())
    .then(start, (error: unknown) => {
      document.body.textContent =
        'This demo answers from a service worker, and this browser did not allow one. Open it over https or from this machine, outside a private window.'
      reportError(error)
    })
else start()
