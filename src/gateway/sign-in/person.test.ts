import { expect, test } from 'vitest'

import { readEmailAddress } from '../../linq/email-address.ts'
import { type Allowed, nameOf, readPerson, refusalOf } from './person.ts'
import { notAddresses } from '../../linq/testing.ts'

const noList = { emails: [], domains: [], groups: [], everyone: false }
const reading = {
  issuer: 'https://id.test',
  groupsClaim: 'groups',
  allowed: { ...noList, groups: ['support'] },
  emailNeedsProof: true,
}
const ann = { issuer: 'https://id.test', id: '1', email: 'ann@example.com', name: 'Ann', groups: ['support'] }

test('reads a person, and keeps the groups that are in the allow list', () => {
  const claims = {
    sub: '1',
    email: 'Ann@Example.com',
    email_verified: true,
    name: ' Ann ',
    groups: ['support', 'payroll', 7],
  }
  expect(readPerson(claims, reading)).toEqual(ann)
})

test('keeps the groups that may search too, which alone allow no lookup, and one of each kind first', () => {
  const allowed = { ...noList, groups: ['support', 'sales'], findGroups: ['leads', 'fraud'] }
  const groupsOf = (groups: string[]) => readPerson({ sub: '1', groups }, { ...reading, allowed })
  expect(groupsOf(['payroll', 'leads', 'fraud', 'sales', 'support'])?.groups).toEqual([
    'sales',
    'leads',
    'fraud',
    'support',
  ])
  const searching = groupsOf(['leads']) ?? expect.unreachable()
  expect([searching.groups, refusalOf(searching, allowed)]).toEqual([['leads'], 'no_group'])
})

test.each([undefined, false, 'yes', null])('accepts no address whose email_verified is %j', (email_verified) => {
  expect(readPerson({ sub: '1', email: 'ann@example.com', email_verified }, reading)?.email).toBeNull()
})

test('accepts an address from a proxy, unless it says anything but that it is verified', () => {
  const proxy = { ...reading, emailNeedsProof: false }
  expect(readPerson({ sub: '1', email: 'ann@example.com' }, proxy)?.email).toBe('ann@example.com')
  for (const email_verified of [false, 'false', 'False', 0, 'no', {}])
    expect(readPerson({ sub: '1', email: 'ann@example.com', email_verified }, proxy)?.email).toBeNull()
})

test.each([...notAddresses])(
  '%j is no address, neither from a provider nor from a proxy, and the refusal says so',
  (email) => {
    const allowed = { ...noList, domains: ['example.com', ''], groups: ['support'] }
    for (const emailNeedsProof of [true, false]) {
      const person = readPerson({ sub: '1', email, email_verified: true }, { ...reading, allowed, emailNeedsProof })
      expect(person).toMatchObject({ email: null })
      expect(person && refusalOf(person, allowed)).toBe('no_email')
    }
  },
)

test('an address that a session of an earlier version has is read again', () => {
  for (const email of notAddresses)
    expect(refusalOf({ ...ann, email, groups: [] }, { ...noList, domains: ['example.com', ''] }), email).toBe(
      'not_listed',
    )
})

test.each([
  [` ${'n'.repeat(200)}`, 'n'.repeat(100)],
  [`${'n'.repeat(99)}\u{1F600}`, 'n'.repeat(99)],
  ['Ann\u0000\u0007 B', 'Ann B'],
  ['\u0000', null],
])('reads the name %j as %j', (name, kept) => {
  expect(readPerson({ sub: '1', name }, reading)?.name).toBe(kept)
})

test.each([{}, { sub: '' }, { sub: 7 }, { sub: 'x'.repeat(256) }, { sub: '1\n2' }])(
  'reads no person from %j',
  (claims) => {
    expect(readPerson(claims, reading)).toBeNull()
  },
)

test('removes what could break a log line', () => {
  const claims = { sub: '1', email: 'ann@example.com\n{"person":"bob"}', email_verified: true }
  expect(readPerson(claims, reading)?.email).toBeNull()
})

test.each([
  [{ ...noList, emails: ['ann@example.com'] }, true],
  [{ ...noList, emails: ['bob@example.com'] }, false],
  [{ ...noList, domains: ['example.com'] }, true],
  [{ ...noList, domains: ['ample.com'] }, false],
  [{ ...noList, domains: ['com'] }, false],
  [{ ...noList, groups: ['support'] }, true],
  [{ ...noList, groups: ['staff'] }, false],
  [{ ...noList, emails: ['x@y.z'], groups: ['support'] }, true],
  [{ ...noList, emails: ['x@y.z'], everyone: true }, true],
  [noList, true],
])('with %j, whether ann is allowed is %j', (allowed, expected) => {
  expect(refusalOf(ann, allowed) === null).toBe(expected)
})

test('is logged by e-mail address, else by an id that is marked, so that it is no address', () => {
  expect(nameOf(ann)).toBe('ann@example.com')
  const marked = nameOf({ ...ann, id: 'ann@example.com', email: null })
  expect(marked).toBe('sub:ann@example.com')
  expect(readEmailAddress(marked)).toBeNull()
})

const domains = ['example.com']
const groups = ['support']
const reasons: [claims: Record<string, unknown>, lists: Partial<Allowed>, reason: string | null][] = [
  [{ email: 'ann@example.com', email_verified: true }, { domains }, null],
  [{ email: 'ann@example.com', email_verified: false }, { domains }, 'email_unverified'],
  [{ email: 'ann@example.com' }, { domains, groups }, 'email_unverified'],
  [{}, { domains }, 'no_email'],
  [{ email: 'ann@evil.test@example.com', email_verified: true }, { domains, groups }, 'no_email'],
  [{ email: 'ann@evil.test@example.com' }, { domains }, 'no_email'],
  [{ email: 7, email_verified: true }, { domains, groups }, 'no_email'],
  [{ email: 'ann@evil.test@example.com', groups: ['support'] }, { domains, groups }, null],
  [{ email: null }, { domains, groups }, 'not_listed'],
  [{ email: 'ann@elsewhere.test', email_verified: true }, { domains }, 'not_listed'],
  [{ email: 'ann@example.com' }, { groups }, 'no_group'],
  [{ groups: ['sales'] }, { groups }, 'no_group'],
  [{ groups: ['support'] }, { groups }, null],
  // Keycloak sends the path of a group unless its mapper says otherwise.
  [{ groups: ['/support'] }, { groups }, 'group_path'],
  [{ groups: 'support' }, { groups: ['/support'] }, 'group_path'],
  [{ email: 'ann@example.com', groups: ['/support'] }, { domains, groups }, 'group_path'],
  [{ groups: ['/sales/support'] }, { groups }, 'no_group'],
]
test.each(reasons)('for %j and the lists %j the refusal is %j', (claims, lists, reason) => {
  const allowed = { ...noList, ...lists }
  const person = readPerson({ sub: '1', ...claims }, { ...reading, allowed })
  expect(person && refusalOf(person, allowed)).toBe(reason)
})
