import { type ComponentType, Suspense, use } from 'react'

import { Pending } from './pending-marker.tsx'

export interface Chunk<Module> {
  /** Loads it; again after a failure. */
  load: () => Promise<Module>
  /** Its exports, suspending the component until they are loaded; null where they cannot be. */
  use: () => Module | null
}

export function createChunk<Module>(fetchModule: () => Promise<Module>): Chunk<Module> {
  let exports: Module | undefined
  let rendering: Promise<Module | null> | undefined
  const load = async () => (exports ??= await fetchModule())
  return {
    load,
    use: () => {
      // Loaded code renders at once: with `use`, React would show the fallback, and keep it for 300 ms. After a suspension
      // `use` has to be called again, as React requires.
      if (exports && !rendering) return exports
      return use((rendering ??= load().catch(() => null))) ?? exports ?? null
    },
  }
}

/** @throws where a required chunk cannot be loaded. */
export function required<Module>(exports: Module | null): Module {
  if (!exports) throw new Error('A chunk could not be loaded')
  return exports
}

/**
 * A page in a chunk. Its Suspense boundary is around all pages: during a navigation the current one stays.
 * @param Missing is rendered where the chunk cannot be loaded; without it the component throws.
 */
export const lazyRoute = <Module, Props extends object>(
  chunk: Chunk<Module>,
  pick: (exports: Module) => ComponentType<Props>,
  Missing?: ComponentType<Props>,
): ComponentType<Props> =>
  function LazyRoute(props) {
    const exports = chunk.use()
    const Component = exports || !Missing ? pick(required(exports)) : Missing
    return <Component {...props} />
  }

/** A part of a page in a chunk, with a placeholder while it is loading. */
export function lazyComponent<Module, Props extends object>(
  chunk: Chunk<Module>,
  pick: (exports: Module) => ComponentType<Props>,
  { pending: Placeholder = Nothing, missing }: { pending?: ComponentType<Props>; missing?: ComponentType<Props> } = {},
): ComponentType<Props> {
  const Content = lazyRoute(chunk, pick, missing)
  return function LazyComponent(props) {
    const placeholder = (
      <>
        <Placeholder {...props} />
        <Pending />
      </>
    )
    return (
      <Suspense fallback={placeholder}>
        <Content {...props} />
      </Suspense>
    )
  }
}

export const Nothing = () => null
