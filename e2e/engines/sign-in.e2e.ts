// Sign-in at a provider, on this machine without https.
import { oidcSettings, registerConsole } from '../support/oidc.ts'
import { startServer } from '../support/servers.ts'
import { startTwoSites } from '../support/two-sites.ts'
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

test('in a frame of another site, a window of its own signs in and returns', async ({ tab, engineName }) => {
  test.skip(engineName === 'webkit', 'WebDriver has no list of windows that a frame opened.')
  const sites = await startTwoSites()
  try {
    await tab.open(sites.deskPage('/chats/45'))
    const frame = await tab.find(sites.origin)
    await frame.click('main button', 'Sign in')
    const window = await tab.find(sites.provider.issuer)
    await window.click('[name=login]')
    await window.type('ann')
    await window.press('Enter')
    await frame.until(() => document.querySelectorAll('tr[data-handle-id]').length === 2)
  } finally {
    await sites.stop()
  }
})
