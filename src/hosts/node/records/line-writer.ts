import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'

import type { Appendable } from './durable-file.ts'

/** The deadline of a line, in milliseconds. */
const writeTimeoutMs = 2000

/** The most characters that wait to be written; further lines are refused. */
const maxQueueLength = 4 * 1024 * 1024

export interface LineWriter {
  /**
   * Writes a line. Resolves when it is written (in a file: on the disk); rejects if it cannot be, or not in time.
   * @param correction makes the line that follows one that was written after its deadline.
   */
  write: (line: string, correction?: () => string) => Promise<void>
  /** Writes a line, which is lost if it cannot be written. */
  post: (line: string) => void
  /** Resolves when no line waits to be written. */
  flush: () => Promise<void>
}

interface QueuedLine {
  line: string
  /** On the clock of `performance.now`. */
  queuedAt: number
  timedOut: boolean
  /** Who waits for the result, which is reported once. */
  waiting?: { correction: (() => string) | undefined; resolve: () => void; reject: (error: Error) => void } | undefined
}

/**
 * Appends lines to a file or stream. Lines that arrive together are written together, so that they share one wait for the
 * disk.
 * @param batchMs milliseconds between two writes, so that more lines share one.
 */
export function createLineWriter(target: Appendable, batchMs = 0): LineWriter {
  /** The lines being written, and those that wait. Both are in the order of arrival. */
  let batch: QueuedLine[] = []
  let queue: QueuedLine[] = []
  let queueLength = 0
  let writing: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const isFull = () => queueLength > maxQueueLength
  const enqueue = (line: string, waiting?: QueuedLine['waiting']) => {
    queueLength += line.length
    queue.push({ line, queuedAt: performance.now(), timedOut: false, waiting })
    timer ??= setTimeout(rejectLate, writeTimeoutMs)
    writing ??= writeAll()
  }
  /** One timer serves all lines: it is set for the oldest one that has not timed out. */
  const rejectLate = () => {
    timer = undefined
    const latest = performance.now() - writeTimeoutMs
    for (const entry of [...batch, ...queue]) {
      if (entry.timedOut) continue
      if (entry.queuedAt > latest) {
        timer = setTimeout(rejectLate, entry.queuedAt - latest)
        return
      }
      entry.timedOut = true
      entry.waiting?.reject(new Error(`A line was not written within ${writeTimeoutMs} ms`))
    }
  }
  const writeAll = async () => {
    let immediately = false
    while (queue.length > 0) {
      // Lines of the same turn of the event loop join the batch.
      await nextTurn()
      batch = queue.filter(({ timedOut }) => !timedOut)
      queue = []
      queueLength = 0
      if (batch.length === 0) continue
      let failure: Error | undefined
      try {
        await target.append(batch.map(({ line }) => `${line}\n`).join(''), immediately)
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error))
      }
      const written = batch
      batch = []
      immediately = queue.length > 0
      for (const { waiting, timedOut } of written) {
        if (timedOut) {
          if (!failure && waiting?.correction) enqueue(waiting.correction())
        } else if (failure) waiting?.reject(failure)
        else waiting?.resolve()
      }
      if (batchMs > 0) await delay(batchMs)
    }
    writing = null
    clearTimeout(timer)
    timer = undefined
  }

  return {
    flush: async () => await (writing ?? Promise.resolve()),
    // Corrections are not bounded: each is of a line that was.
    write: (line, correction) =>
      new Promise((resolve, reject) => {
        if (isFull()) reject(new Error('Too many lines wait to be written'))
        else enqueue(line, { correction, resolve, reject })
      }),
    post: (line) => {
      if (!isFull()) enqueue(line)
    },
  }
}
