import { type Environment, readList, readOrigin, SettingsError, show } from './read-env.ts'

/** A number from 0 to 255. A leading zero means octal to some and nothing to others, so there is none. */
const byte = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])'
const v4 = new RegExp(`^${byte}(?:\\.${byte}){3}$`)

/** Tells an IP address, or a network of them as CIDR writes it. */
function isNetwork(text: string): boolean {
  const [address = '', bits = '0', ...more] = text.split('/')
  // The characters first: brackets and signs of an address would make a URL of something else.
  const isV6 = /^[0-9a-f.]*:[0-9a-f:.]*$/i.test(address) && URL.canParse(`http://[${address}]`)
  return (
    (v4.test(address) || isV6) &&
    more.length === 0 &&
    /^(?:0|[1-9][0-9]{0,2})$/.test(bits) &&
    Number(bits) <= (isV6 ? 128 : 32)
  )
}

/** Reads the addresses and networks whose forwarded headers count. */
export function readProxies(env: Environment): string[] {
  const entries = readList(env, 'TRUSTED_PROXIES', 'Set it to addresses or networks parted by commas')
  const wrong = entries.find((entry) => !isNetwork(entry))
  if (wrong === undefined) return entries
  throw new SettingsError(
    `TRUSTED_PROXIES holds ${show(wrong)}. Set it to IP addresses or networks such as 10.0.0.0/8, parted by commas.`,
  )
}

/** Reads the origins that may frame the console. */
export const readFrameAncestors = (env: Environment): string[] =>
  readList(env, 'FRAME_ANCESTORS', 'Set it to origins parted by commas').map((text) =>
    readOrigin(text, 'FRAME_ANCESTORS', {
      example: 'https://desk.example.com',
      why: 'would let anybody on the way frame this console',
    }),
  )
