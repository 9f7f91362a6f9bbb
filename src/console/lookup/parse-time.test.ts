import { expect, test, vi } from 'vitest'

import { maxInputLength, parseInput } from './parse-input.ts'

test.each([
  ['arrays', '['.repeat(3000) + ']'.repeat(3000)],
  ['objects', `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`],
  ['arrays with a line break', '[\n'.repeat(3000) + ']'.repeat(3000)],
])('refuses deeply nested %s', (_, text) => {
  expect(parseInput(text)).toEqual({ kind: 'refused', refusal: 'not-an-id' })
})

test('finds a chat_id in JSON that is nested too deeply to search', () => {
  expect(parseInput(`${'['.repeat(3000)}{"chat_id":45}${']'.repeat(3000)}`)).toEqual({ kind: 'chat', id: '45' })
})

/** The shortest of five runs, in milliseconds of this thread's CPU time: other processes do not count. */
const timed = (text: string): number =>
  Math.min(
    ...[1, 2, 3, 4, 5].map(() => {
      const started = process.threadCpuUsage()
      parseInput(text)
      return process.threadCpuUsage(started).user / 1000
    }),
  )

// Quadratic work would take 256 times as long for 16 times the length, cubic work 4096 times.
test.each([
  ['spaces after "chat"', (length: number) => `chat${' '.repeat(length)}x`],
  ['tabs after "chat"', (length: number) => `chat${'\t'.repeat(length)}x`],
  ['spaces after "id"', (length: number) => `id${' '.repeat(length)}x`],
  ['spaces after "chat id"', (length: number) => `chat id${' '.repeat(length)}x`],
  ['line breaks after "chat"', (length: number) => `chat${'\n'.repeat(length)}x`],
  ['spaces between digits', (length: number) => '4 '.repeat(length / 2) + 'x'],
  ['commas between digits', (length: number) => `chat ${'4,'.repeat(length / 2)}x`],
  ['"chat" and digits', (length: number) => 'chat 4,'.repeat(length / 7) + 'x'],
  ['CSV cells', (length: number) => `id${',"'.repeat(length / 2)}\n45`],
  ['bars of a table', (length: number) => `|x${'|'.repeat(length - 4)}x|`],
  ['line breaks before "mask"', (length: number) => `?mask=0${'\n='.repeat(length / 2)}x`],
  ['parameters', (length: number) => `/chats?${'&ids='.repeat(length / 5)}`],
  ['"mask"', (length: number) => '?mask'.repeat(length / 5)],
])('takes time in proportion to the length for %s', (_, make) => {
  const short = 6000
  expect(timed(make(16 * short)) / Math.max(timed(make(short)), 1)).toBeLessThan(100)
})

test('the longest text of white space is read', () => {
  expect(parseInput(`chat${' '.repeat(maxInputLength - 6)}45`)).toEqual({ kind: 'chat', id: '45' })
})

test('stops parsing lines as JSON at the first that is none', () => {
  const parse = vi.spyOn(JSON, 'parse')
  parseInput('[\n'.repeat(1000))
  expect(parse.mock.calls.length).toBeLessThan(5)
  parse.mockRestore()
})
