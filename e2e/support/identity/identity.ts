// Starts the identity provider and the proxy that tests sign in with, and steers them.
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { join } from 'node:path'

import { cleanEnvironment, follow, root, type RunningServer } from '../servers.ts'
import type { ProxyOptions, ProxyOrders, ProxyState } from './access-proxy.ts'
import { type Assertion, audience, writeAssertion } from './assertion.ts'
import type { Fault } from './faults.ts'
import { listen } from './http.ts'
import type { ProviderState } from './provider.ts'

/** A running OpenID provider. */
export interface IdentityProvider {
  issuer: string
  stop: () => Promise<void>
  /** Makes it get one thing wrong from now on; null makes it right again. */
  fault: (name: Fault | null) => Promise<void>
  control: () => Promise<ProviderState>
}

/** A running proxy that names people. */
export interface AccessProxy {
  url: string
  /** Where its public keys are. */
  keys: string
  /** Whom its assertions are for, unless one says otherwise; they are issued by `url`. */
  audience: string
  stop: () => Promise<void>
  /** A signed assertion, right or wrong, as the proxy's header would carry it. */
  assertion: (assertion?: Assertion) => Promise<string>
  /** Signs somebody in at the proxy, so that requests through it carry assertions of them. */
  signIn: (email: string, assertion?: Assertion) => Promise<void>
  signOut: () => Promise<void>
  rotate: () => Promise<void>
  keysDown: (down: boolean) => Promise<void>
  keysHang: (hang: boolean) => Promise<void>
  control: () => Promise<ProxyState>
}

/** Starts an OpenID provider with one client. */
export async function startProvider({
  clientId,
  clientSecret,
  redirectUri,
  port = 0,
}: {
  clientId: string
  /** A public client without one. */
  clientSecret?: string
  redirectUri: string
  port?: number
}): Promise<IdentityProvider> {
  const { url, stop } = await start('provider.ts', {
    CLIENT_ID: clientId,
    CLIENT_SECRET: clientSecret,
    REDIRECT_URI: redirectUri,
    PORT: String(port),
  })
  return {
    issuer: url,
    stop,
    fault: (name) => order(url, { fault: name }),
    control: () => tell<ProviderState>(url),
  }
}

/** Starts a proxy that names people, in front of an upstream if there is one. Nobody is signed in at first. */
export async function startAccessProxy({ upstream, header, port = 0 }: ProxyOptions = {}): Promise<AccessProxy> {
  const { url, stop } = await start('access-proxy.ts', { UPSTREAM: upstream, HEADER: header, PORT: String(port) })
  const obey = (orders: ProxyOrders) => order(url, orders)
  return {
    url,
    keys: `${url}/keys`,
    audience,
    stop,
    assertion: async (assertion = {}) => {
      const answer = await fetch(`${url}/assertion?${writeAssertion(assertion)}`)
      if (!answer.ok) throw new Error(await answer.text())
      return await answer.text()
    },
    signIn: (email, assertion = {}) => obey({ email, assertion }),
    signOut: () => obey({ email: null }),
    rotate: () => obey({ rotate: true }),
    keysDown: (down) => obey({ keysDown: down }),
    keysHang: (hang) => obey({ keysHang: hang }),
    control: () => tell<ProxyState>(url),
  }
}

/** A port that is free now. For addresses that one server must know before the other has started. */
export async function freePort(): Promise<number> {
  const server = createServer()
  const { port } = new URL(await listen(server))
  await new Promise((closed) => server.close(closed))
  return Number(port)
}

async function start(script: string, env: NodeJS.ProcessEnv): Promise<RunningServer> {
  const path = join(import.meta.dirname, script)
  return await follow(spawn(process.execPath, [path], { cwd: root, env: { ...cleanEnvironment(), ...env } }))
}

async function order(url: string, orders: object): Promise<void> {
  const answer = await fetch(`${url}/control`, { method: 'POST', body: JSON.stringify(orders) })
  if (!answer.ok) throw new Error(await answer.text())
}

async function tell<State>(url: string): Promise<State> {
  const answer = await fetch(`${url}/control`)
  return await answer.json()
}
