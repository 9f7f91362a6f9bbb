import { useLocation } from 'react-router'

import { HiddenFields } from '../ui/hidden-fields.tsx'

/** The forms, each with the name of the parameter that its buttons set. */
const names = ['mask', 'sort', 'refresh']

/**
 * Forms that open this page again with other parameters, for the buttons that name them (`form`) on a server-rendered page.
 * After hydration the handlers of those buttons do it without loading the page again.
 */
export function AddressForms() {
  const { pathname, search } = useLocation()
  return names.map((name) => (
    <form key={name} id={name} action={pathname} hidden onSubmit={(event) => event.preventDefault()}>
      <HiddenFields
        parameters={[...new URLSearchParams(search)].filter((entry) => !entry.join('=').toLowerCase().includes(name))}
      />
    </form>
  ))
}
