import { createContext, useContext } from 'react'

import { type Tag, t } from './i18n/text.ts'

/** A sandbox chat worth opening, for the list on the lookup page. */
export interface SampleLink {
  id: string
  label: string
  kind: 'chat' | 'drift' | 'failure'
}

/** A picture of one screen in one state, for the gallery. */
export interface ShotLink {
  /** Its file's name, e.g. `not-found-dark-390`. */
  name: string
  title: string
  group: string
  /** The address that shows it, with everything pinned. */
  path: string
  /** Its `data-state`. */
  state: string
  theme: 'light' | 'dark'
  /** CSS pixels. */
  viewport: { width: number; height: number }
}

/** Where this console's data comes from, and which build it is. */
export interface DataSource {
  /** The live upstream's origin, or null for sandbox data. */
  origin: string | null
  /** The sandbox's chats; empty with live data. */
  samples: () => Promise<readonly SampleLink[]>
  /** Every picture of the gallery; empty with live data. */
  shots: () => Promise<readonly ShotLink[]>
  /** Which build of the console this is, for error details. */
  build: string
}

export const DataSourceContext = createContext<DataSource | null>(null)

export function useDataSource(): DataSource {
  const source = useContext(DataSourceContext)
  if (!source) throw new Error('The console has to stand inside a SourceContext')
  return source
}

/**
 * The environment in words, for every page: nobody may take sample data for a customer's, or the reverse.
 * @param write `english` for a copy.
 */
export const sourceLabel = ({ origin }: DataSource, write: Tag = t): string =>
  origin ? write`Live data · ${new URL(origin).host}` : write`Sandbox data`
