// Sign-in at a provider, on this machine without https.
import { oidcSettings, registerConsole } from '../support/oidc.ts'
import { startServer } from '../support/servers.ts'
import { expect, test } from './test.ts'

test('a person signs in, or is told that the browser keeps no secure cookie here', async ({ tab, engineName }) => {
  const registration = await registerConsole()
  const server = await startServer('console', oidcSettings(registration))
  try {
    await tab.open(`${server.url}/auth/sign-in?return=/chats/45`)
    await tab.click('[name=login]')
    await tab.type('ann')
    await tab.press('Enter')
    await tab.untilReady()
    const shown = await tab.evaluate(() => ({
      path: location.pathname,
      state: document.querySelector('main')?.dataset['state'],
      title: document.title,
    }))
    expect(shown).toEqual(
      engineName === 'firefox'
        ? { path: '/chats/45', state: 'ready', title: expect.stringContaining('45') }
        : { path: '/sign-in', state: 'failed', title: 'The cookie of this sign-in is missing · Chat console' },
    )
  } finally {
    await server.stop()
    await registration.provider.stop()
  }
})
