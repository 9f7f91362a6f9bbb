import { appendableFile, appendableStream, type Appendable } from './append.ts'

/** How long a line may take to be kept, in milliseconds. */
const longestWrite = 2000

/** The most that may wait to be written, in characters; what comes beyond is refused. */
const mostWaiting = 4 * 1024 * 1024

/** Where lines go: a file's path, or a stream of this process by its number. */
export type Sink = { path: string } | { fd: 1 | 2 }

export interface Lines {
  /**
   * Writes a line; resolves when it is kept (in a file: on the disk), rejects when it cannot be, or took too long.
   * @param correction what is written behind a line that was given up and got through all the same.
   */
  write: (line: string, correction?: string) => Promise<void>
  /** Resolves when nothing waits to be written any more. */
  flush: () => Promise<void>
}

interface Pending {
  line: string
  correction: string | undefined
  /** Whether nobody waits for it any more. */
  givenUp: boolean
  settle: (error?: Error) => void
}

/** Appends lines to a file or stream. Lines that come together are written together, so that a disk is waited for once. */
export function createLines(sink: Sink): Lines {
  const target: Appendable = 'path' in sink ? appendableFile(sink.path) : appendableStream(sink.fd)
  let pending: Pending[] = []
  let waiting = 0
  let writing: Promise<void> | null = null

  const add = (entry: Pending) => {
    waiting += entry.line.length
    pending.push(entry)
    writing ??= writeAll()
  }
  const writeAll = async () => {
    while (pending.length > 0) {
      // What was given up before it was begun is not written at all.
      const batch = pending.filter(({ givenUp }) => !givenUp)
      pending = []
      waiting = 0
      if (batch.length === 0) continue
      let failure: Error | undefined
      try {
        await target.append(batch.map(({ line }) => `${line}\n`).join(''))
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error))
      }
      for (const entry of batch) {
        entry.settle(failure)
        if (!failure && entry.givenUp && entry.correction !== undefined)
          add({ line: entry.correction, correction: undefined, givenUp: false, settle: () => {} })
      }
    }
    writing = null
  }

  return {
    // Whoever writes goes on until nothing waits.
    flush: async () => await (writing ?? Promise.resolve()),
    write: (line, correction) =>
      new Promise((resolve, reject) => {
        if (waiting > mostWaiting) {
          reject(new Error('Too many lines wait to be written'))
          return
        }
        const entry: Pending = {
          line,
          correction,
          givenUp: false,
          settle: (error) => {
            clearTimeout(timer)
            if (error) reject(error)
            else resolve()
          },
        }
        const timer = setTimeout(() => {
          entry.givenUp = true
          reject(new Error(`A line was not written within ${longestWrite} ms`))
        }, longestWrite)
        add(entry)
      }),
  }
}
