import '../../console/ui/styles.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'

import { App } from '../../console/app.tsx'

function mount() {
  const sent = document.querySelector<HTMLMetaElement>('meta[name=linq-source]')?.content
  const origin = sent && sent !== 'sandbox' ? sent : null
  const samples = async () => (origin ? [] : (await import('../../sandbox/samples.ts')).samples)
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no element with the id "root"')
  createRoot(root).render(
    <StrictMode>
      <BrowserRouter>
        <App source={{ origin, samples, build: import.meta.env.VITE_BUILD }} />
      </BrowserRouter>
    </StrictMode>,
  )
}

// The demo has no server: its gateway answers from a service worker, which has to be there before the first lookup.
// Not awaited at the top: the demo's part shares modules with this one, and each would wait for the other.
if (import.meta.env.MODE === 'demo')
  import('./demo.ts')
    .then(({ startDemo }) => startDemo())
    .then(mount, (error: unknown) => {
      document.body.textContent =
        'This demo answers from a service worker, and this browser did not allow one. Open it over https or from this machine, outside a private window.'
      reportError(error)
    })
else mount()
