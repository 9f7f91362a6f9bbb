import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import type { SignInProblem } from '../../gateway/sign-in/oidc/sign-in-error.ts'
import { failureStatus } from '../../linq/failure.ts'
import { variableNames } from '../settings/variables.ts'

const runbook = readFileSync(join(import.meta.dirname, 'RUNBOOK.md'), 'utf8')
const rows = [...runbook.matchAll(/^\| `(\w+)` +\| (\d{3}) +\| (.+?) +\| (.+?) +\|$/gm)]

/** The codes of sign-ins that failed: they redirect, and are in the log and the metrics only. */
const signInCodes: Record<`sign_in_${SignInProblem}` | 'sign_in_not_allowed', number> = {
  sign_in_expired: 303,
  sign_in_no_cookie: 303,
  sign_in_refused: 303,
  sign_in_invalid: 303,
  sign_in_unavailable: 303,
  sign_in_not_allowed: 303,
}

test('has a row with the status of each code, and no other', () => {
  expect(rows).not.toEqual([])
  expect(Object.fromEntries(rows.map(([, code, status]) => [code, Number(status)]))).toEqual({
    ...signInCodes,
    ...failureStatus,
  })
  expect(new Set(rows.map(([, code]) => code)).size).toBe(rows.length)
})

test('says of each code what it means and what to do', () => {
  expect(rows.filter(([, , , meaning = '', action = '']) => !/[.]$/.test(meaning) || !/[.]$/.test(action))).toEqual([])
})

test('names only settings that exist', () => {
  const named = [...runbook.matchAll(/`([A-Z][A-Z0-9_]+[A-Z])`/g)].map(([, name = '']) => name)
  const known: ReadonlySet<string> = new Set([...variableNames, 'GET', 'HEAD', 'POST'])
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((name) => !known.has(name))).toEqual([])
})
