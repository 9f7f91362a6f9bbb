// A console that signs people in with a real OpenID provider, and browsers for it.
import {
  type APIRequestContext,
  type APIResponse,
  type Browser,
  type BrowserContext,
  type Page,
  request,
} from '@playwright/test'

import type { Session } from '../../src/console/sign-in/fetch-session.ts'
import { freePort, type IdentityProvider, startProvider } from './identity/identity.ts'
import { type RunningServer, withoutEarlierOutput, startServer } from './servers.ts'
import { test as base } from './test.ts'

/** A lookup of the documented chat. */
export const chatPath = '/api/partner/v2/chats/45'
export const sessionCookie = '__Host-chat-console'

/** A provider, and the address of the console that is its client. */
interface Registration {
  /** Where the console listens: a provider has to know its redirect URI before it starts. */
  origin: string
  provider: IdentityProvider
}

interface Fixtures {
  /** A provider, and the console that is its client. */
  shared: Registration & { console: RunningServer }
  /** A provider without a console: a test starts one, which has not requested the provider's discovery document yet. */
  withoutConsole: Registration
  provider: IdentityProvider
  console: RunningServer
  /** A console that has not requested its provider's discovery document yet, and that provider. */
  fresh: { provider: IdentityProvider; console: RunningServer }
  /** A context without cookies. It will have the provider's too, since cookies are not separated by port. */
  visitor: BrowserContext
  /** A client of the console with cookies of its own, and without a browser. */
  client: APIRequestContext
}

/** The settings of a console that is a provider's client. */
export const oidcSettings = ({ origin, provider }: Registration): Record<string, string> => ({
  PORT: new URL(origin).port,
  PUBLIC_ORIGIN: origin,
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: 'console',
  OIDC_CLIENT_SECRET: 'client-secret-of-the-test',
  SESSION_SECRET: 'session-secret-of-the-test-0123456789',
  ALLOWED_DOMAINS: 'example.com',
})

/** An origin without TLS on a free port. @param host a name of this machine. */
export const freeOrigin = async (host = '127.0.0.1'): Promise<string> => `http://${host}:${await freePort()}`

/**
 * Starts a provider for a console.
 * @param publicOrigin where people open the console; one on this machine by default.
 */
export async function registerConsole(publicOrigin?: string): Promise<Registration> {
  const origin = publicOrigin ?? (await freeOrigin())
  const provider = await startProvider({
    clientId: 'console',
    clientSecret: 'client-secret-of-the-test',
    redirectUri: `${origin}/auth/callback`,
  })
  return { origin, provider }
}

async function startClient() {
  const registration = await registerConsole()
  const server = await startServer('console', oidcSettings(registration))
  const stop = async () => {
    await server.stop()
    await registration.provider.stop()
  }
  return { ...registration, console: server, stop }
}

async function startWithoutConsole() {
  const registration = await registerConsole()
  return { ...registration, stop: registration.provider.stop }
}

/** A console with a provider, and a browser that is signed in nowhere. The servers are started once a worker. */
export const test = base.extend<Fixtures>({
  shared: async ({ share }, use) => await use(await share(startClient)),
  provider: async ({ shared }, use) => {
    await use(shared.provider)
    await shared.provider.fault(null)
  },
  console: async ({ shared }, use) => await use(await withoutEarlierOutput(shared.console, chatPath, 1)),
  withoutConsole: async ({ share }, use) => await use(await share(startWithoutConsole)),
  fresh: async ({ withoutConsole }, use) => {
    const server = await startServer('console', oidcSettings(withoutConsole))
    await use({ provider: withoutConsole.provider, console: server })
    await server.stop()
    await withoutConsole.provider.fault(null)
  },
  visitor: async ({ browser, shared }, use) => {
    const context = await newVisitor(browser, shared.origin)
    await use(context)
    await context.close()
  },
  client: async ({ shared }, use) => {
    const client = await newClient(shared.origin)
    await use(client)
    await client.dispose()
  },
})

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>

/** A client without a browser: it keeps cookies and follows redirects. @param cookies what it has at first. */
export const newClient = async (baseURL: string, cookies: Cookies = []): Promise<APIRequestContext> =>
  await request.newContext({ baseURL, storageState: { cookies, origins: [] } })

/** A browser context without cookies, for a console. */
export const newVisitor = async (browser: Browser, baseURL: string): Promise<BrowserContext> =>
  await browser.newContext({ baseURL })

/** Starts a sign-in at the console, and enters a login at the provider. */
export async function signIn(page: Page, login: string, returnPath = '/chats/45'): Promise<void> {
  await page.goto(`/auth/sign-in?return=${encodeURIComponent(returnPath)}`)
  await page.getByLabel('Login').fill(login)
  await page.getByRole('button', { name: 'Continue' }).click()
}

/**
 * Signs in as a browser does, without one: for what the servers decide, which no page shows.
 * @returns the response at the end of the redirects.
 */
export async function signInWithoutPage(
  client: APIRequestContext,
  login: string,
  returnPath = '/chats/45',
): Promise<APIResponse> {
  const response = await client.get('/auth/sign-in', { params: { return: returnPath } })
  // The provider remembers who has signed in, and then shows no form.
  const isForm = new URL(response.url()).pathname.startsWith('/interaction/')
  return isForm ? await client.post(response.url(), { form: { login } }) : response
}

const clientOf = (visitor: BrowserContext | APIRequestContext) => ('request' in visitor ? visitor.request : visitor)

/** The status of a lookup with the cookies of a context. */
export const statusOf = async (visitor: BrowserContext | APIRequestContext): Promise<number> =>
  (await clientOf(visitor).get(chatPath)).status()

/** The session of a context, as `/auth/session` returns it. */
export const sessionOf = async (visitor: BrowserContext | APIRequestContext): Promise<Session> =>
  await (await clientOf(visitor).get('/auth/session')).json()
