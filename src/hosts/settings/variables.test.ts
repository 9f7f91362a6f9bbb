import { expect, test } from 'vitest'

import { SettingsError } from './settings-error.ts'
import { readSettings } from './settings.ts'

test.each([
  ['OIDC_CLIENTID', 'OIDC_CLIENT_ID'],
  ['OIDC_SECRET', 'OIDC_CLIENT_SECRET'],
  ['OIDC_SCOPE', 'OIDC_SCOPES'],
  ['OIDC_ISUER', 'OIDC_ISSUER'],
  ['ACCESS_JWT_AUD', 'ACCESS_JWT_AUDIENCE'],
  ['ACCESS_JWT_JWKS', 'ACCESS_JWT_KEYS'],
  ['LINQ_TOKEN', 'LINQ_INTEGRATION_TOKEN'],
  ['LINQ_API_KEY', 'LINQ_INTEGRATION_TOKEN'],
  ['LINQ_URL', 'LINQ_BASE_URL'],
  ['LINQ_TIMEOUT', 'LINQ_TIMEOUT_MS'],
  ['ALLOWED_EMAIL', 'ALLOWED_EMAILS'],
  ['ALLOWED_DOMAIN', 'ALLOWED_DOMAINS'],
  ['FIND_GROUP', 'FIND_GROUPS'],
  ['FIND_LIMIT', 'FIND_PER_MINUTE'],
])('refuses %s, and names %s', (name, meant) => {
  const read = () => readSettings({ [name]: 'hunter2' })
  expect(read).toThrow(SettingsError)
  expect(read).toThrow(`${name} is not a setting of this console. Did you mean one of `)
  expect(read).toThrow(new RegExp(`[ ,]${meant}[,?]`))
  expect(read).not.toThrow('hunter2')
  expect(read).not.toThrow('\n')
})

test('ignores the variables that Kubernetes sets for services', () => {
  const links = {
    OIDC_PROVIDER_SERVICE_HOST: '10.0.0.1',
    OIDC_PROVIDER_SERVICE_PORT: '443',
    OIDC_PROVIDER_SERVICE_PORT_HTTPS: '443',
    OIDC_PROVIDER_PORT: 'tcp://10.0.0.1:443',
    LINQ_CHAT_CONSOLE_PORT_8080_TCP: 'tcp://10.0.0.2:8080',
    LINQ_CHAT_CONSOLE_PORT_8080_TCP_ADDR: '10.0.0.2',
  }
  expect(readSettings(links).signIn).toBeNull()
})

test('ignores variables without a value, and those of other programs', () => {
  expect(readSettings({ OIDC_CLIENTID: undefined, LINQPAD: '1', npm_config_allowed_emails: 'x' }).signIn).toBeNull()
})
