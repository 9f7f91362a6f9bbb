import { shots } from '../../src/sandbox/shots.ts'
import { expect, faults, test, untilHydrated } from './test.ts'

const names = [
  'chat',
  'group',
  'chat-113',
  'chat-111',
  'not-found',
  'invalid-id',
  'rate-limited',
  'bad-response',
  'lookup',
  'several',
  'v3-045',
  'find',
]

const catalogue = shots()

for (const name of names) {
  const shot = catalogue.find((one) => one.name === `${name}-light-1440`)
  if (!shot) throw new Error(`The catalogue has no ${name}`)
  const { title, path, view, state } = shot

  test(`${title}: the page reports no fault, as opened by a person and with shot=1`, async ({ tab, relay }) => {
    const withoutShot = path.replace('shot=1&', '')
    for (const url of [withoutShot, path]) {
      await tab.open(relay.url + url)
      await untilHydrated(tab)
      await tab.until(
        (...expected) => {
          const { dataset } = document.querySelector('main') ?? {}
          return dataset?.['view'] === expected[0] && dataset['state'] === expected[1]
        },
        view,
        state,
      )
      if (url === path) await tab.untilReady()
      expect(await faults(tab), url).toEqual([])
    }
  })
}
