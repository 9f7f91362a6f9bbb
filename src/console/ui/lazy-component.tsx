import { type ComponentType, use } from 'react'

/** Code that is fetched on demand. */
export interface Chunk<Module> {
  /** Fetches it; again where that failed before. */
  load: () => Promise<Module>
  /** Its exports, for a component, which suspends until they are there; null where they cannot be fetched. */
  use: () => Module | null
}

export function createChunk<Module>(fetchModule: () => Promise<Module>): Chunk<Module> {
  let exports: Module | undefined
  let rendering: Promise<Module | null> | undefined
  const load = async () => (exports ??= await fetchModule())
  return {
    load,
    use: () => {
      // Loaded code renders at once: `use` would show the fallback first even then, and keep it for 300 ms. What has
      // suspended once calls `use` again when it is rendered again, as React asks.
      if (exports && !rendering) return exports
      return use((rendering ??= load().catch(() => null))) ?? exports ?? null
    },
  }
}

/** @throws where a chunk that the page must not be rendered without cannot be fetched. */
export function required<Module>(exports: Module | null): Module {
  if (!exports) throw new Error('A part of the page could not be fetched')
  return exports
}

/**
 * A component whose code comes in a chunk. It has to stand inside a Suspense.
 * @param instead takes its place where the chunk cannot be fetched; without it that is a crash.
 */
export function lazyComponent<Module, Props extends object>(
  chunk: Chunk<Module>,
  pick: (exports: Module) => ComponentType<Props>,
  instead?: ComponentType<Props>,
): ComponentType<Props> {
  return function LazyComponent(props: Props) {
    const exports = chunk.use()
    const Component = exports || !instead ? pick(required(exports)) : instead
    return <Component {...props} />
  }
}

/** Stands for a component that could not be fetched, where the page is whole without it. */
export const Nothing = () => null
