import { useEffect, useState } from 'react'

import type { YieldToMain } from '../../linq/chunked-json.ts'
import { createYieldToMain } from './yield-to-main.ts'

/**
 * What takes long to find out, found while the page goes on.
 * @param input what it is found from; null for nothing to find out.
 * @param find always the same function.
 * @returns null until it is known.
 */
export function useChunkedResult<Input, Output>(
  input: Input | null,
  find: (input: Input, pause: YieldToMain) => Promise<Output>,
): Output | null {
  const [found, setFound] = useState<{ input: Input; output: Output } | null>(null)
  useEffect(() => {
    if (input === null) return
    const stop = new AbortController()
    void find(input, createYieldToMain(stop.signal)).then(
      (output) => !stop.signal.aborted && setFound({ input, output }),
      () => {}, // Nobody waits for it any more.
    )
    return () => stop.abort()
  }, [input, find])
  return found !== null && found.input === input ? found.output : null
}
