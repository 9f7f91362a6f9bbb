// Starts and controls the identity provider and the proxy that tests sign in with.
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'

import { cleanEnvironment, root, type RunningServer, untilListening } from '../servers.ts'
import type { ProxyChanges, ProxyOptions, ProxyState } from './access-proxy.ts'
import { type Assertion, audience, writeAssertion } from './assertion.ts'
import type { Fault } from './faults.ts'
import type { ProviderState } from './provider.ts'

/** A running OpenID provider. */
export interface IdentityProvider {
  issuer: string
  stop: () => Promise<void>
  /** Gives it a fault from now on; null removes it. */
  fault: (name: Fault | null) => Promise<void>
  control: () => Promise<ProviderState>
}

/** A running identity-aware proxy. */
export interface AccessProxy {
  url: string
  /** Where its public keys are. */
  keys: string
  /** The default audience of its assertions; their issuer is `url`. */
  audience: string
  stop: () => Promise<void>
  /** A value for the proxy's header: a signed assertion, valid or not. */
  assertion: (assertion?: Assertion) => Promise<string>
  /** Signs a person in at the proxy, so that it adds their assertion to forwarded requests. */
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
  /** Without one the client is public. */
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
    fault: (name) => postControl(url, { fault: name }),
    control: () => getControl<ProviderState>(url),
  }
}

/** Starts an identity-aware proxy, in front of an upstream if there is one. At first no person is signed in. */
export async function startAccessProxy({ upstream, header, port = 0 }: ProxyOptions = {}): Promise<AccessProxy> {
  const { url, stop } = await start('access-proxy.ts', { UPSTREAM: upstream, HEADER: header, PORT: String(port) })
  const change = (changes: ProxyChanges) => postControl(url, changes)
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
    signIn: (email, assertion = {}) => change({ email, assertion }),
    signOut: () => change({ email: null }),
    rotate: () => change({ rotate: true }),
    keysDown: (down) => change({ keysDown: down }),
    keysHang: (hang) => change({ keysHang: hang }),
    control: () => getControl<ProxyState>(url),
  }
}

const chosenPorts = new Set<number>()

/**
 * A port for a server whose address another server must know first. Systems take the ports of outgoing connections from
 * 32768 on: one of those could be taken again before the server listens.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000)
    if (chosenPorts.has(port)) continue
    chosenPorts.add(port)
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    await new Promise((closed) => server.close(closed))
    return port
  }
}

async function start(script: string, env: NodeJS.ProcessEnv): Promise<RunningServer> {
  const path = join(import.meta.dirname, script)
  return await untilListening(spawn(process.execPath, [path], { cwd: root, env: { ...cleanEnvironment(), ...env } }))
}

async function postControl(url: string, changes: object): Promise<void> {
  const answer = await fetch(`${url}/control`, { method: 'POST', body: JSON.stringify(changes) })
  if (!answer.ok) throw new Error(await answer.text())
}

async function getControl<State>(url: string): Promise<State> {
  const answer = await fetch(`${url}/control`)
  return await answer.json()
}
