import { type DataSource, useDataSource } from '../data-source.ts'
import type { Session } from './fetch-session.ts'
import { useSession } from './session.ts'

/** Whether somebody may find chats by a number or an address. Nobody is refused before the session is known: the server decides. */
export const maySearch = (find: DataSource['find'], session: Session | undefined): boolean =>
  find && session?.person?.maySearch !== false

/** {@link maySearch} for the person of this page. */
export const useMaySearch = (): boolean => maySearch(useDataSource().find, useSession())
