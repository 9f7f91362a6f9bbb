// The script of the page: it hydrates what the server has rendered.
import { hydrate, QueryClient } from '@tanstack/react-query'
import { hydrateRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'

import { BarePage } from './page.tsx'

const queryClient = new QueryClient()
hydrate(queryClient, JSON.parse(document.querySelector('#state')?.textContent ?? ''))
const root = document.querySelector('#root')
if (root) hydrateRoot(root, <BarePage Router={BrowserRouter} queryClient={queryClient} />)
