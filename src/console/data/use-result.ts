import { useEffect, useMemo, useState } from 'react'

import type { YieldToMain } from '../../linq/chunked-json.ts'
import { createYieldToMain } from './yield-to-main.ts'

/**
 * The result of a calculation: at once for a short input, in chunks that leave the main thread free for a long one.
 * Both functions have to be stable.
 * @returns null until it is known.
 */
export function useResult<Input, Output>(
  input: Input,
  isLong: boolean,
  atOnce: (input: Input) => Output,
  inChunks: (input: Input, pause: YieldToMain) => Promise<Output>,
): Output | null {
  const short = useMemo(() => (isLong ? null : atOnce(input)), [input, isLong, atOnce])
  const [long, setLong] = useState<{ input: Input; output: Output } | null>(null)
  useEffect(() => {
    if (!isLong) return
    const stop = new AbortController()
    void inChunks(input, createYieldToMain(stop.signal)).then(
      (output) => !stop.signal.aborted && setLong({ input, output }),
      () => {}, // Aborted, or its code could not be loaded.
    )
    return () => stop.abort()
  }, [input, isLong, inChunks])
  return short ?? (long?.input === input ? long.output : null)
}
