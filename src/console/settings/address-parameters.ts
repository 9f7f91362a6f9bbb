import { useLocation, useNavigate, useSearchParams } from 'react-router'

interface AddressParameters {
  search: URLSearchParams
  /** Sets a parameter; null and an empty value remove it. */
  set: (name: string, value: string | null) => void
  /** Replaces all parameters by what `edit` makes of them, and the fragment by `hash`; without one it stays. */
  edit: (edit: (current: URLSearchParams) => URLSearchParams, hash?: string) => void
  /** The fragment, with its `#`. */
  hash: string
}

/**
 * The query parameters and the fragment of the address, and what changes them without a new history entry. A change starts
 * from the window's address: the router renders its own copy in a transition, and a second change that started from it would
 * undo the first.
 */
export function useAddressParameters(): AddressParameters {
  const [search] = useSearchParams()
  const { hash, state } = useLocation()
  const navigate = useNavigate()
  const edit: AddressParameters['edit'] = (change, nextHash = location.hash) =>
    void navigate(
      { search: change(new URLSearchParams(location.search)).toString(), hash: nextHash },
      { replace: true, preventScrollReset: true, state },
    )
  const set = (name: string, value: string | null) =>
    edit((current) => {
      if (value === null || value === '') current.delete(name)
      else current.set(name, value)
      return current
    })
  return { search, set, edit, hash }
}
