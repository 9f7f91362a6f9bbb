import { useQueryClient } from '@tanstack/react-query'

import { serverConfig } from '../settings/url-overrides.ts'
import { t } from '../i18n/text.ts'
import { useToast } from '../ui/toast.tsx'
import { fetchSession } from './fetch-session.ts'
import { sessionQuery } from './session.ts'

/** Whether this page is in a frame and people sign in at a provider, which does not let itself be framed. */
export const needsSignInWindow = (): boolean =>
  typeof window !== 'undefined' && window.top !== window && serverConfig('sign-in') === 'oidc'

/** Why a sign-in in a window did not reach the frame. */
type Problem = 'blocked' | 'closed' | 'refused' | 'no-cookie'

const words: Record<Problem, () => string> = {
  blocked: () =>
    t`This browser blocked the sign-in window. Allow pop-ups for this page, or open the console in a new tab.`,
  closed: () => t`The sign-in window did not return to this page. Try again, or open the console in a new tab.`,
  refused: () => t`The sign-in was not accepted. Try again.`,
  'no-cookie': () =>
    t`This browser keeps no cookies for the console inside another site’s page. Open the console in a new tab.`,
}

/**
 * Signs in from a frame, in a window that closes by itself.
 * @returns a function that takes the path that starts the sign-in. It has to be called right after a click.
 */
export function useFrameSignIn(): (url: string) => Promise<void> {
  const queryClient = useQueryClient()
  const say = useToast()
  return async (url) => {
    // Before anything asynchronous: browsers open windows only right after a click.
    const opened = window.open('', '_blank', 'popup,width=500,height=720')
    const problem = opened ? await signInWith(opened, url).catch((): Problem => 'refused') : 'blocked'
    if (problem !== null) say(words[problem]())
    await queryClient.invalidateQueries({ queryKey: sessionQuery().queryKey })
  }
}

async function signInWith(opened: Window, url: string): Promise<Problem | null> {
  const verifier = toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  const token = untilReturned(opened)
  opened.location.replace(`${location.origin}${url}&frame=${toBase64Url(new Uint8Array(hash))}`)
  const returned = await token
  if (returned === undefined) return 'closed'
  if (returned !== null) {
    const headers = { 'x-sign-in-token': returned, 'x-sign-in-verifier': verifier }
    const { ok } = await fetch('/auth/frame', { method: 'POST', headers, redirect: 'manual' })
    if (!ok) return 'refused'
  }
  return (await fetchSession()).person ? null : 'no-cookie'
}

const toBase64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/** How often the window is checked for being closed, in milliseconds. */
const checkMs = 500

/**
 * What the window hands over: a token, or null where this page shares its cookies. Undefined if it is closed before that, or
 * if the provider's page separated it from this one (Cross-Origin-Opener-Policy), which looks the same from here.
 */
async function untilReturned(opened: Window): Promise<string | null | undefined> {
  return await new Promise((resolve) => {
    const end = (result: string | null | undefined) => {
      removeEventListener('message', receive)
      clearInterval(timer)
      resolve(result)
    }
    const receive = ({ source, origin, data }: MessageEvent<unknown>) => {
      if (source !== opened || origin !== location.origin || typeof data !== 'object' || data === null) return
      const token: unknown = Reflect.get(data, 'signIn')
      if (typeof token === 'string' || token === null) end(token)
    }
    const timer = setInterval(() => {
      // Its last message may still be queued.
      if (opened.closed) setTimeout(() => end(undefined), checkMs)
    }, checkMs)
    addEventListener('message', receive)
  })
}
