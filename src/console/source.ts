import { createContext, useContext } from 'react'

/** A sandbox chat worth opening, for the list on the lookup page. */
export interface SampleLink {
  id: string
  label: string
  kind: 'chat' | 'drift' | 'failure'
}

/** Where this console's data comes from, and which build it is. */
export interface Source {
  /** The live upstream's origin, or null for sandbox data. */
  origin: string | null
  /** The sandbox's chats; empty with live data. */
  samples: () => Promise<readonly SampleLink[]>
  /** Which build of the console this is, for error details. */
  build: string
}

export const SourceContext = createContext<Source | null>(null)

export function useSource(): Source {
  const source = useContext(SourceContext)
  if (!source) throw new Error('The console has to stand inside a SourceContext')
  return source
}

/** The environment in words, for every page: nobody may take sample data for a customer's, or the reverse. */
export const sourceName = ({ origin }: Source): string =>
  origin ? `Live data · ${new URL(origin).host}` : 'Sandbox data'
