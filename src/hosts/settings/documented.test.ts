// The table of settings in the operator's guide.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { defaultPorts, readSettings } from './settings.ts'
import { type VariableName, variableNames } from './variables.ts'

const guide = readFileSync(join(import.meta.dirname, '../deploy/README.md'), 'utf8')
const rows = [...guide.matchAll(/^\| `([A-Z0-9_]+)` +\| (.+?) +\|/gm)].map(([, name = '', text = '']) => ({
  name,
  text,
}))

test('has a row for each variable, and no other', () => {
  expect(rows.map(({ name }) => name).toSorted()).toEqual([...variableNames].toSorted())
})

test('has the default of each variable', () => {
  const live = readSettings({ LINQ_INTEGRATION_TOKEN: 't', METRICS_PORT: '9464' })
  const searched = readSettings({ LINQ_INTEGRATION_TOKEN: 't', FIND: 'on' })
  const { signIn } = readSettings({
    PUBLIC_ORIGIN: 'https://console.example.com',
    OIDC_ISSUER: 'https://id.example.com',
    OIDC_CLIENT_ID: 'console',
    SESSION_SECRET: '0123456789abcdef0123456789abcdef',
    ALLOWED_DOMAINS: 'example.com',
  })
  const defaults: Partial<Record<VariableName, string | number | undefined>> = {
    LINQ_BASE_URL: live.origin,
    LINQ_TIMEOUT_MS: live.timeoutMs,
    HOST: live.host,
    PORT: live.port,
    METRICS_HOST: live.metrics?.host,
    LOG_LEVEL: live.logLevel,
    AUDIT_LOG: live.auditLog,
    LOOKUPS_PER_MINUTE: live.lookupsPerMinute,
    FIND: live.find === null ? 'off' : 'on',
    FIND_PER_MINUTE: searched.find?.perMinute,
    OIDC_SCOPES: signIn?.kind === 'oidc' ? signIn.scopes : undefined,
    GROUPS_CLAIM: signIn?.groupsClaim,
  }
  const documented = rows.filter(({ text }) => text.startsWith('`'))
  expect(Object.fromEntries(documented.map(({ name, text }) => [name, text]))).toEqual(
    Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, `\`${value}\``])),
  )
  expect(rows.filter(({ text }) => !text.startsWith('`') && !text.startsWith('none'))).toEqual([])
  expect(guide).toContain(`\`npm run dev\` uses ${defaultPorts.dev} and \`npm run sandbox\` ${defaultPorts.sandbox}`)
})
