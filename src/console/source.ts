import { createContext, useContext } from 'react'

/** A sandbox chat worth opening, for the list on the lookup page. */
export interface SampleLink {
  id: string
  label: string
  kind: 'chat' | 'drift' | 'failure'
}

/** Where this console's data comes from. */
export interface Source {
  /** The live upstream's host, or null for sandbox data. */
  liveHost: string | null
  /** The sandbox's chats; empty with live data. */
  samples: readonly SampleLink[]
}

export const SourceContext = createContext<Source>({ liveHost: null, samples: [] })

export const useSource = (): Source => useContext(SourceContext)

/** The environment in words, for every page: nobody may take sample data for a customer's, or the reverse. */
export const sourceName = ({ liveHost }: Source): string => (liveHost ? `Live data · ${liveHost}` : 'Sandbox data')
