// A provider whose answers are too large.
import { afterEach, expect, test, vi } from 'vitest'

import { longestAnswer } from '../../bounded-fetch.ts'
import { cookieHeader, setUpOidc } from './testing.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test.each(['/.well-known/openid-configuration', '/token', '/jwks'])(
  'a sign-in whose provider sends too much at %s says that the provider is unavailable',
  async (large) => {
    const { fetch, begin, finish, provider } = setUpOidc()
    vi.stubGlobal('fetch', fetch)
    const code = async () => {
      const { state, cookies, answer } = await begin()
      return answer.code ?? (await finish(state, cookieHeader(...cookies))).code
    }
    provider.before = async (path) => {
      if (path === large) return Response.json({ padding: 'a'.repeat(longestAnswer) })
    }
    expect(await code()).toBe('sign_in_unavailable: answer too large')
  },
)
