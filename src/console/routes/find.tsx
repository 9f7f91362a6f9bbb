import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'react-router'

import { parseHandle } from '../../linq/handle.ts'
import { useDataSource } from '../data-source.ts'
import { FindScreen } from '../find/find-screen.tsx'
import { FindOff, NoNumber } from '../find/find-messages.tsx'
import { recallSearch, rememberSample } from '../find/searches.ts'
import { PendingPage } from '../ui/pending-marker.tsx'

/** /find: the chats with a number or an address, which is in the memory of this page alone. */
function FindRoute() {
  const { find, origin, samples: loadSamples } = useDataSource()
  const { state, search } = useLocation()
  const sample = origin ? null : new URLSearchParams(search).get('sample')
  const { data: samples, isPending } = useQuery({
    queryKey: ['samples'],
    queryFn: loadSamples,
    staleTime: Infinity,
    networkMode: 'always',
    enabled: sample !== null,
  })
  if (!find) return <FindOff />
  if (sample !== null && isPending) return <PendingPage />
  const handle = parseHandle(samples?.find(({ id, kind }) => kind === 'find' && id === sample)?.handle ?? '')
  const found = sample !== null && handle ? rememberSample(sample, handle) : recallSearch(state)
  return found ? <FindScreen key={found.searchId} {...found} /> : <NoNumber />
}

export { FindRoute as Route }
