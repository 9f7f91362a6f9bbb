import { expect, test } from 'vitest'

import { auditCorrectionJson, auditJson } from './audit.ts'
import { parseChatId } from '../linq/chat-id.ts'
import { jsonLine } from './json-line.ts'

test.each([
  ['\u2028', '\\u2028'],
  ['\u2029', '\\u2029'],
  ['\u202E', '\\u202e'],
  ['\u2066', '\\u2066'],
  ['\u200E', '\\u200e'],
  ['\u061C', '\\u061c'],
  ['\u200B', '\\u200b'],
  ['\u200D', '\\u200d'],
  ['\u2060', '\\u2060'],
  ['\uFEFF', '\\ufeff'],
  ['\u00AD', '\\u00ad'],
  ['\u034F', '\\u034f'],
  ['\u3164', '\\u3164'],
  ['\uFE0F', '\\ufe0f'],
  ['\u0085', '\\u0085'],
  ['\u007F', '\\u007f'],
  ['\u{E0041}', '\\udb40\\udc41'],
  ['\uD800', '\\ud800'],
  ['\n', '\\n'],
])('%j is written as %s', (character, written) => {
  const line = { person: `sub:a${character}b` }
  expect(jsonLine(line)).toBe(`{"person":"sub:a${written}b"}`)
  expect(JSON.parse(jsonLine(line))).toEqual(line)
})

test('visible letters are written as they are', () => {
  const line = { person: 'sub:Ana \u00E9 \u8A9E \u05D0\u05D1 \u{1F600} "\\' }
  expect(jsonLine(line)).toBe(JSON.stringify(line))
})

test('an audit line and its correction are such lines', () => {
  const line = {
    time: '2026-01-01T00:00:00.000Z',
    requestId: 'r1',
    person: 'sub:\u2028\u202Ea',
    iss: 'https://id.test',
    sub: '\u2028\u202Ea',
    chatId: parseChatId('45') ?? expect.unreachable(),
    outcome: 'ok',
    hidden: false,
  }
  for (const text of [auditJson(line), auditCorrectionJson(line)]) expect(text).toMatch(/^[ -~]+$/)
  expect(JSON.parse(auditJson(line))).toEqual({ type: 'audit', ...line })
  expect(JSON.parse(auditCorrectionJson(line))).toEqual({
    type: 'audit',
    ...line,
    outcome: 'audit_unavailable',
    corrects: 'ok',
  })
})
