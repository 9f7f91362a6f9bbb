import { type ComponentType, lazy, useState } from 'react'

/** A component whose code comes on demand, or early by `load`. */
type Part<Props> = ComponentType<Props> & { load: () => Promise<unknown> }

/**
 * A part of a page that comes on demand. What is there already is drawn at once: React's own `lazy` would show the
 * fallback first even then, and keep it for 300 ms. It has to stand inside a Suspense.
 */
export function part<Props extends object>(fetchPart: () => Promise<ComponentType<Props>>): Part<Props> {
  let Here: ComponentType<Props> | undefined
  const load = async () => ({ default: (Here ??= await fetchPart()) })
  const Lazy: ComponentType<Props> = lazy(load)
  function PartOfPage(props: Props) {
    // Chosen once: another type in a later drawing would be another component, and lose what it knows.
    const [Component] = useState(() => Here ?? Lazy)
    return <Component {...props} />
  }
  return Object.assign(PartOfPage, { load })
}

/**
 * Fetches a part as soon as somebody turns to what leads to it: the pointer enters before it presses, a finger too. What
 * fails is fetched when it is wanted.
 */
export function onIntent({ load }: Pick<Part<object>, 'load'>) {
  const fetchIt = () => void load().catch(() => {})
  return { onPointerEnter: fetchIt, onFocus: fetchIt }
}

/** Stands for a part that could not be fetched, where the page is whole without it. */
export const Nothing = () => null
