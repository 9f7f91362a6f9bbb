import { useSearchParams } from 'react-router'

interface AddressParameters {
  search: URLSearchParams
  /** Sets a parameter; null and an empty value remove it. */
  set: (name: string, value: string | null) => void
  /** Replaces all parameters by what `edit` makes of them. */
  edit: (edit: (current: URLSearchParams) => URLSearchParams) => void
}

/**
 * The query parameters of the address, and what changes them without a new history entry. A change starts from the window's
 * address: the router renders its own copy in a transition, and a second change that started from it would undo the first.
 */
export function useAddressParameters(): AddressParameters {
  const [search, setSearch] = useSearchParams()
  const edit = (change: (current: URLSearchParams) => URLSearchParams) =>
    setSearch(() => change(new URLSearchParams(location.search)), { replace: true, preventScrollReset: true })
  const set = (name: string, value: string | null) =>
    edit((current) => {
      if (value === null || value === '') current.delete(name)
      else current.set(name, value)
      return current
    })
  return { search, set, edit }
}
