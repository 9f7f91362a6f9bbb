import { type ComponentType, Suspense, use } from 'react'

import { t } from '../i18n/text.ts'
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

/** A chunk cannot be loaded. After a deployment the files of an older page are gone. */
export class MissingChunkError extends Error {
  override name = 'MissingChunkError'
}

/** @throws MissingChunkError where a required chunk cannot be loaded. */
export function required<Module>(exports: Module | null): Module {
  if (!exports) throw new MissingChunkError()
  return exports
}

/** What a page says where a chunk is missing. */
export const missingChunkMessage = () => (navigator.onLine ? t`This page is from an older version.` : t`No connection`)

/** Takes the place of a part whose chunk is missing. */
export const MissingPart = () => (
  <p role="alert" className="text-ink-2">
    {missingChunkMessage()} {/* Without the fragment: with it, a link to this address would not load it again. */}
    <a
      href={location.pathname + location.search}
      className="text-accent underline underline-offset-2 hover:text-accent-hover"
    >
      {t`Reload`}
    </a>
  </p>
)

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
  {
    pending: Placeholder = Nothing,
    missing = MissingPart,
  }: { pending?: ComponentType<Props>; missing?: ComponentType<Props> } = {},
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
