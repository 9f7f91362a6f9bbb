import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'react-router'

import { parseHandle } from '../../linq/handle.ts'
import { useDataSource } from '../data-source.ts'
import { FindScreen, SignedOut } from '../find/find-screen.tsx'
import { FindOff, NoNumber } from '../find/find-messages.tsx'
import { rememberSample, searchIdOf, useTarget } from '../find/searches.ts'
import { isSignedOut, useSession } from '../sign-in/session.ts'
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
  const handle = parseHandle(samples?.find(({ id, kind }) => kind === 'find' && id === sample)?.handle ?? '')
  const searchId = sample !== null && handle ? rememberSample(sample, handle) : searchIdOf(state)
  const target = useTarget(searchId)
  const session = useSession()
  if (!find) return <FindOff />
  // The search is forgotten, and no chat may stay on screen.
  if (session && isSignedOut(session)) return <SignedOut />
  if (sample !== null && isPending) return <PendingPage />
  return target ? <FindScreen key={searchId} searchId={searchId} target={target} /> : <NoNumber />
}

export { FindRoute as Route }
