import { parseIds } from '../../console/bulk/parse-ids.ts'
import { searchFor } from '../../console/lookup/asks-to-hide.ts'
import { submittedIds } from '../../console/lookup/submitted-ids.ts'
import { persistentSearch } from '../../console/settings/view-settings.ts'
import { bulkUrl, chatUrl } from '../../urls/pages.ts'

/**
 * Reads the lookup form as the console does: the typed `text`, or the `ids` that were chosen from it.
 * @param submitted the parameters of the address, with the view settings of the page.
 * @returns where it leads, with the view settings; null where the text opens no chat.
 */
export function submittedLookup(submitted: URLSearchParams): string | null {
  const text = submitted.get('text') ?? ''
  const others = new URLSearchParams([...submitted].filter(([name]) => name !== 'text'))
  const search = searchFor(text, persistentSearch(others))
  const chosen = submitted.get('ids')
  const ids = chosen === null ? submittedIds(text) : parseIds(chosen).ids
  const [id, another] = ids
  if (another) return bulkUrl(ids, search)
  return id ? chatUrl(id, search) : null
}
