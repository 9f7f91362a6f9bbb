import '../../console/ui/styles.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'

import { App } from '../../console/app.tsx'
import { samples } from '../../sandbox/samples.ts'

// The demo has no server: its gateway answers from a service worker, which has to be there before the first lookup.
if (import.meta.env.MODE === 'demo') await import('./demo.ts').then(({ startDemo }) => startDemo())

const sent = document.querySelector<HTMLMetaElement>('meta[name=linq-source]')?.content
const liveHost = sent && sent !== 'sandbox' ? sent : null
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root"')

createRoot(root).render(
  <StrictMode>
    <BrowserRouter>
      <App source={{ liveHost, samples: liveHost ? [] : samples }} />
    </BrowserRouter>
  </StrictMode>,
)
