import fs from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

// File descriptors, not `FileHandle`s: Node ends the process when it collects a handle that is still open.
// Opened for synchronous appending: a write ends when its data would survive a power cut; on macOS, a crash of the system.
const openFile = async (path: string) => await promisify(fs.open)(path, 'as+', onlyOwner)
const closeFile = async (fd: number) => await promisify(fs.close)(fd)
const statFile = promisify(fs.stat)
const syncData = promisify(fs.fdatasync)
const write = promisify(fs.write)
const statDescriptor = async (fd: number) => await promisify(fs.fstat)(fd)

/** The mode of a new file: only its owner may read who looked at what. */
const onlyOwner = 0o600

/** A file or stream that texts are appended to, one after the other. */
export interface Appendable {
  /**
   * Resolves when the text is written, on a disk durably; rejects if it could not be written completely.
   * @param immediately whether the text follows the last one without a pause: then the path, which was checked with that
   * one, is not checked again before.
   */
  append: (text: string, immediately?: boolean) => Promise<void>
}

/** The state of the last line in a file. */
interface Tail {
  /** Whether the last line is incomplete. */
  torn: boolean
}

/**
 * stdout or stderr, by its file descriptor: `process.stdout` ends the process when its reader is gone, and does not
 * recover after a full disk.
 */
export function appendableStream(fd: 1 | 2): Appendable {
  const tail: Tail = { torn: false }
  return {
    append: async (text) => {
      await writeText(fd, text, tail)
      // Audit lines must be durable; the log (2) need not be.
      if (fd === 1) await syncToDisk(fd)
    },
  }
}

/**
 * A file that may be rotated in any way: before each text its path is checked, and opened again if the file was renamed,
 * replaced or deleted.
 */
export function appendableFile(path: string): Appendable {
  let open: OpenFile | undefined
  /** Whether the path led to the open file during the last write. */
  let wasAtPath = false
  const openCurrent = async (immediately: boolean) => {
    if (open) {
      if ((immediately && wasAtPath) || (await isAtPath(path, open))) return open
      const { fd } = open
      open = undefined
      await closeFile(fd)
    }
    const fd = await openFile(path)
    try {
      const { ino, dev } = await statDescriptor(fd)
      open = { fd, ino, dev, tail: { torn: await hasTornLine(fd) } }
      return open
    } catch (error) {
      await closeFile(fd)
      throw error
    }
  }
  const append = async (text: string, immediately: boolean) => {
    const file = await openCurrent(immediately)
    wasAtPath = false
    try {
      const [, atPath] = await Promise.all([writeText(file.fd, text, file.tail), isAtPath(path, file)])
      wasAtPath = atPath
      return file.fd
    } catch (error) {
      // What a failed synchronous write has appended is not known: the file's own end says it when it is opened again.
      open = undefined
      await closeFile(file.fd)
      throw error
    }
  }
  return {
    append: async (text, immediately = false) => {
      const fd = await append(text, immediately)
      // The file was deleted before this text was written into it. One that is deleted later takes its lines along.
      if (!wasAtPath && (await statDescriptor(fd)).nlink === 0) await append(text, false)
    },
  }
}

interface OpenFile {
  fd: number
  /** Inode and device, which identify a file as long as it is open. */
  ino: number
  dev: number
  tail: Tail
}

/** Whether a path still leads to the open file. */
async function isAtPath(path: string, { ino, dev }: OpenFile): Promise<boolean> {
  try {
    const found = await statFile(path)
    return found.ino === ino && found.dev === dev
  } catch {
    return false
  }
}

/** Whether a file ends without a line break, as after a crash or on a full disk. */
async function hasTornLine(fd: number): Promise<boolean> {
  const { size } = await statDescriptor(fd)
  if (size === 0) return false
  const last = Buffer.alloc(1)
  await promisify(fs.read)(fd, last, 0, 1, size - 1)
  return last.toString() !== '\n'
}

async function writeText(fd: number, text: string, tail: Tail): Promise<void> {
  const bytes = Buffer.from(tail.torn ? `\n${text}` : text)
  let written = 0
  try {
    while (written < bytes.length) written += await writeSome(fd, bytes, written)
    tail.torn = false
  } catch (error) {
    // The next text then starts with a line break.
    if (written > 0) tail.torn = written < bytes.length
    throw error
  }
}

/** Writes as much as a file or pipe accepts; 0 after a short wait for a non-blocking pipe that is full. */
async function writeSome(fd: number, bytes: Buffer, offset: number): Promise<number> {
  try {
    return (await write(fd, bytes, offset)).bytesWritten
  } catch (error) {
    if (!hasCode(error, 'EAGAIN')) throw error
    await pause(10)
    return 0
  }
}

/** Waits until the data of a stream would survive a power cut. Does nothing for a pipe or device. */
async function syncToDisk(fd: number): Promise<void> {
  try {
    await syncData(fd)
  } catch (error) {
    if (!hasCode(error, 'EINVAL', 'ENOTSUP', 'EROFS')) throw error
  }
}

const hasCode = (error: unknown, ...codes: string[]) =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))

/**
 * Checks that a file can be appended to.
 * @throws Error if it cannot, or if it is a named pipe, because opening that waits for a reader.
 */
export async function checkAppendable(path: string): Promise<void> {
  try {
    if ((await statFile(path)).isFIFO()) throw Object.assign(new Error('a named pipe'), { code: 'a named pipe' })
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  await closeFile(await openFile(path))
}
