import { expect, test } from 'vitest'

import { isAllowed, nameOf, readPerson } from './person.ts'

const nobody = { emails: [], domains: [], groups: [], everyone: false }
const reading = { groupsClaim: 'groups', allowed: { ...nobody, groups: ['support'] }, emailNeedsProof: true }
const ann = { id: '1', email: 'ann@example.com', name: 'Ann', groups: ['support'] }

test('reads a person, and keeps those of their groups that are asked for', () => {
  const claims = {
    sub: '1',
    email: 'Ann@Example.com',
    email_verified: true,
    name: ' Ann ',
    groups: ['support', 'payroll', 7],
  }
  expect(readPerson(claims, reading)).toEqual(ann)
})

test.each([undefined, false, 'yes', null])('believes no address whose proof is %j', (email_verified) => {
  expect(readPerson({ sub: '1', email: 'ann@example.com', email_verified }, reading)?.email).toBeNull()
})

test('believes a proxy, unless it says that the address is not proven', () => {
  const proxy = { ...reading, emailNeedsProof: false }
  expect(readPerson({ sub: '1', email: 'ann@example.com' }, proxy)?.email).toBe('ann@example.com')
  expect(readPerson({ sub: '1', email: 'ann@example.com', email_verified: false }, proxy)?.email).toBeNull()
})

test.each(['example.com', '@example.com', 'ann@', '@', `${'a'.repeat(243)}@example.com`])(
  '%j is no address',
  (email) => {
    expect(readPerson({ sub: '1', email, email_verified: true }, reading)?.email).toBeNull()
    const person = { ...ann, email, groups: [] }
    if (email.length < 250) expect(isAllowed(person, { ...nobody, domains: ['example.com', ''] })).toBe(false)
  },
)

test('a letter that looks like another when it is made small stays another', () => {
  const email = 'Mar\u212A@Example.com'
  expect(readPerson({ sub: '1', email, email_verified: true }, reading)?.email).toBe('mar\u212A@example.com')
})

test.each([
  [` ${'n'.repeat(200)}`, 'n'.repeat(100)],
  [`${'n'.repeat(99)}\u{1F600}`, 'n'.repeat(99)],
  ['Ann\u0000\u0007 B', 'Ann B'],
  ['\u0000', null],
])('of the name %j it keeps %j', (name, kept) => {
  expect(readPerson({ sub: '1', name }, reading)?.name).toBe(kept)
})

test.each([{}, { sub: '' }, { sub: 7 }, { sub: 'x'.repeat(256) }, { sub: '1\n2' }])(
  'takes nobody from %j',
  (claims) => {
    expect(readPerson(claims, reading)).toBeNull()
  },
)

test('keeps nothing that could break a log line', () => {
  const claims = { sub: '1', email: 'ann@example.com\n{"person":"bob"}', email_verified: true }
  expect(readPerson(claims, reading)?.email).toBeNull()
})

test.each([
  [{ ...nobody, emails: ['ann@example.com'] }, true],
  [{ ...nobody, emails: ['bob@example.com'] }, false],
  [{ ...nobody, domains: ['example.com'] }, true],
  [{ ...nobody, domains: ['ample.com'] }, false],
  [{ ...nobody, domains: ['com'] }, false],
  [{ ...nobody, groups: ['support'] }, true],
  [{ ...nobody, groups: ['staff'] }, false],
  [{ ...nobody, emails: ['x@y.z'], groups: ['support'] }, true],
  [{ ...nobody, emails: ['x@y.z'], everyone: true }, true],
  [nobody, true],
])('by %j ann is in: %j', (allowed, expected) => {
  expect(isAllowed(ann, allowed)).toBe(expected)
})

test('a domain is what stands behind the last at sign', () => {
  const eve = { ...ann, email: '"a@example.com"@evil.test', groups: [] }
  expect(isAllowed(eve, { ...nobody, domains: ['example.com'] })).toBe(false)
  expect(isAllowed({ ...ann, email: null, groups: [] }, { ...nobody, domains: [''] })).toBe(false)
})

test('is named by address, else by id', () => {
  expect([nameOf(ann), nameOf({ ...ann, email: null })]).toEqual(['ann@example.com', '1'])
})
