// The console in a test's document. Its modules register their own hooks, so import it in files named `*.dom.test.tsx` only.
import { QueryClient } from '@tanstack/react-query'
import { act, cleanup, configure, render } from '@testing-library/react'
import { http } from 'msw/http'
import { setupServer } from 'msw/node'
import { type InitialEntry, MemoryRouter } from 'react-router'
import { afterAll, afterEach, beforeAll } from 'vitest'

import { createGateway } from '../gateway/gateway.ts'
import { handleFetch } from '../gateway/fetch-adapter.ts'
import { singleUser } from '../gateway/options.ts'
import { upstreamFromFetch } from '../gateway/upstream/from-fetch.ts'
import { findPath } from '../linq/find.ts'
import { chatsPath, linqOrigin, v3ChatsPath } from '../linq/operation.ts'
import { findSamples } from '../sandbox/find-samples.ts'
import { sandbox } from '../sandbox/sandbox.ts'
import { App } from './app.tsx'
import { readLinkTemplates } from './data-source.ts'
import { serverConfig } from './settings/url-overrides.ts'
import { announce } from './ui/announcer.tsx'

// The console behind its real gateway, with the sandbox for Linq: what `npm start` runs, without a port.
const gateway = createGateway({
  ...singleUser,
  upstream: upstreamFromFetch(sandbox),
  origin: linqOrigin,
  tokens: { v2: 'unit', v3: 'unit' },
  source: 'sandbox',
  timeoutMs: 10_000,
  masked: false,
  find: { secrets: ['unit'], perMinute: 0, groups: [] },
  isOwnHost: () => true,
  log: () => {},
  onBug: (error) => {
    throw error
  },
})
// A second, its default, is a race with a busy machine.
configure({ asyncUtilTimeout: 15_000 })

/** The paths of the lookups of a test. */
export const asked: string[] = []
/** The bodies of the searches of a test. */
export const searched: unknown[] = []
export const server = setupServer(
  ...[chatsPath, v3ChatsPath].map((path) =>
    http.get(`*${path}/:id`, ({ request }) => {
      asked.push(new URL(request.url).pathname)
      return handleFetch(gateway, request)
    }),
  ),
  http.post(`*${findPath}`, async ({ request }) => {
    searched.push(await request.clone().json())
    return await handleFetch(gateway, request)
  }),
  http.get('*/auth/session', () => Response.json({ signIn: 'oidc', person: null })),
)
beforeAll(() => server.listen())
afterEach(() => {
  cleanup()
  // What is not said yet would look for its region when the file’s document is gone.
  announce('')
  asked.length = 0
  searched.length = 0
})
afterAll(() => server.close())

/**
 * Renders a page of the console.
 * @param known what the page knows already, as from its payload.
 * @param find whether chats can be found by a number.
 */
export const open = (page: InitialEntry, origin: string | null = null, known = new QueryClient(), find = true) =>
  act(async () => {
    render(
      <MemoryRouter initialEntries={[page]}>
        <App
          source={{
            origin,
            samples: async () => findSamples,
            shots: async () => [],
            links: readLinkTemplates(serverConfig('links')),
            find,
            build: 'test',
          }}
          known={known}
        />
      </MemoryRouter>,
    )
  })
