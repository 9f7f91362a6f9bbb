import { createContext, useContext } from 'react'

import { type Tag, t } from './i18n/text.ts'

/** A sandbox chat on the lookup page, or a handle that chats are found by. */
export interface SampleLink {
  /** A chat's ID, or the name of a handle. */
  id: string
  label: string
  kind: 'chat' | 'drift' | 'failure' | 'find'
  /** Of the kind `find`. */
  handle?: string
}

/** A screenshot in the gallery. */
export interface ShotLink {
  /** Its file's name, e.g. `not-found-dark-390`. */
  name: string
  title: string
  group: string
  /** The URL that shows it, with fixed settings. */
  path: string
  /** Its `data-state`. */
  state: string
  theme: 'light' | 'dark'
  /** CSS pixels. */
  viewport: { width: number; height: number }
}

/** A link into another tool of the team: a name, and an https URL with placeholders. */
export interface LinkTemplate {
  name: string
  url: string
}

/** Reads the server's setting of links (`LINKS`); '' for none. */
export function readLinkTemplates(setting: string): LinkTemplate[] {
  const templates: LinkTemplate[] = JSON.parse(decodeURIComponent(setting) || '[]')
  return templates
}

/** The data source of this console, and what else depends on the server. */
export interface DataSource {
  /** The live upstream's origin, or null for sandbox data. */
  origin: string | null
  /** Empty with live data. */
  samples: () => Promise<readonly SampleLink[]>
  /** Empty with live data. */
  shots: () => Promise<readonly ShotLink[]>
  links: readonly LinkTemplate[]
  /** Whether chats can be found by a number or an address: always in the sandbox, with live data where the server allows it. */
  find: boolean
  /** The version and commit, for error details. */
  build: string
}

export const DataSourceContext = createContext<DataSource | null>(null)

export function useDataSource(): DataSource {
  const source = useContext(DataSourceContext)
  if (!source) throw new Error('The console needs a DataSourceContext')
  return source
}

/**
 * The name of the environment. It is on every page, so that sample data is never mistaken for a customer's.
 * @param write `english` for a copy.
 */
export const sourceLabel = ({ origin }: DataSource, write: Tag = t): string =>
  origin ? write`Live data · ${new URL(origin).host}` : write`Sandbox data`
