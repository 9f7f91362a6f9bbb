import '../../console/ui/styles.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'

import { App } from '../../console/app.tsx'

// The demo has no server: its gateway answers from a service worker, which has to be there before the first lookup.
if (import.meta.env.MODE === 'demo')
  try {
    const { startDemo } = await import('./demo.ts')
    await startDemo()
  } catch (error) {
    document.body.textContent =
      'This demo answers from a service worker, and this browser did not allow one. Open it over https or from this machine, outside a private window.'
    throw error
  }

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
