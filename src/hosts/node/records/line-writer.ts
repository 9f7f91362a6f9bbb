import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises'

import { appendableFile, appendableStream, type Appendable } from './durable-file.ts'

/** How long a line may take to be kept, in milliseconds. */
const longestWrite = 2000

/** The most that may wait to be written, in characters; what comes beyond is refused. */
const mostWaiting = 4 * 1024 * 1024

/** Where lines go: a file's path, or a stream of this process by its number. */
export type Sink = { path: string } | { fd: 1 | 2 }

export interface Lines {
  /**
   * Writes a line; resolves when it is kept (in a file: on the disk), rejects when it cannot be, or took too long.
   * @param correction makes what is written behind a line that was given up and got through all the same.
   */
  write: (line: string, correction?: () => string) => Promise<void>
  /** Writes a line that is lost when it cannot be written, or not in time. */
  add: (line: string) => void
  /** Resolves when nothing waits to be written any more. */
  flush: () => Promise<void>
}

interface Pending {
  line: string
  correction: (() => string) | undefined
  /** When it came, on the clock of `performance.now`. */
  came: number
  /** Whether nobody waits for it any more. */
  givenUp: boolean
  /** Tells what became of it; not to be told twice. */
  settle: (error?: Error) => void
}

/**
 * Appends lines to a file or stream. Lines that come together are written together, so that a disk is waited for once.
 * @param restMs how long nothing is written after something was, so that more lines come together; in milliseconds.
 */
export function createLines(sink: Sink, restMs = 0): Lines {
  const target: Appendable = 'path' in sink ? appendableFile(sink.path) : appendableStream(sink.fd)
  /** What is being written, and what waits for that. Both are in the order in which they came. */
  let batch: Pending[] = []
  let pending: Pending[] = []
  let waiting = 0
  let writing: Promise<void> | null = null
  let watching: ReturnType<typeof setTimeout> | undefined

  const add = (entry: Pending) => {
    waiting += entry.line.length
    pending.push(entry)
    watching ??= setTimeout(giveUp, longestWrite)
    writing ??= writeAll()
  }
  /** One timer for all lines: it wakes up for the oldest that is waited for. */
  const giveUp = () => {
    watching = undefined
    const latest = performance.now() - longestWrite
    for (const entry of [...batch, ...pending]) {
      if (entry.givenUp) continue
      if (entry.came > latest) {
        watching = setTimeout(giveUp, entry.came - latest)
        return
      }
      entry.givenUp = true
      entry.settle(new Error(`A line was not written within ${longestWrite} ms`))
    }
  }
  const writeAll = async () => {
    let following = false
    while (pending.length > 0) {
      // What else comes in the same turn goes along.
      await turn()
      // What was given up before it was begun is not written at all.
      batch = pending.filter(({ givenUp }) => !givenUp)
      pending = []
      waiting = 0
      if (batch.length === 0) continue
      let failure: Error | undefined
      try {
        await target.append(batch.map(({ line }) => `${line}\n`).join(''), following)
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error))
      }
      const written = batch
      batch = []
      following = pending.length > 0
      for (const entry of written) {
        if (!entry.givenUp) entry.settle(failure)
        else if (!failure && entry.correction) add(entryOf(entry.correction()))
      }
      if (restMs > 0) await pause(restMs)
    }
    writing = null
    clearTimeout(watching)
    watching = undefined
  }

  return {
    // Whoever writes goes on until nothing waits.
    flush: async () => await (writing ?? Promise.resolve()),
    add: (line) => {
      if (waiting <= mostWaiting) add(entryOf(line))
    },
    write: (line, correction) =>
      new Promise((resolve, reject) => {
        if (waiting > mostWaiting) {
          reject(new Error('Too many lines wait to be written'))
          return
        }
        add({ ...entryOf(line), correction, settle: (error) => (error ? reject(error) : resolve()) })
      }),
  }
}

const entryOf = (line: string): Pending => ({
  line,
  correction: undefined,
  came: performance.now(),
  givenUp: false,
  settle: () => {},
})
