import type { QueryClient } from '@tanstack/react-query'

import type { ChatId } from '../../linq/chat-id.ts'
import { early, foundMissing } from '../data/prefetch-mark.ts'
import { ChatLookupError } from '../data/failure.ts'
import { chatQuery, currentFor } from '../data/query.ts'
import { waitOf } from '../data/retry-delay.ts'
import { pinnedNow } from '../settings/url-overrides.ts'
import { isSignedOut, sessionQuery } from '../sign-in/session.ts'
import { chatUrl } from '../urls.ts'

/** How many early lookups one tab makes in how long, in milliseconds: no key that is held down uses up a person's limit. */
const most = 6
const within = 10_000

/**
 * Looks a chat up that somebody is about to open, after a pause (milliseconds) without another wish; what is under way for
 * another chat is cut off.
 * @returns takes the wish back: what is under way for it is cut off, unless the chat was opened or another wish came.
 */
type Want = (id: ChatId, pause: number) => () => void

/**
 * Starts the lookup of a chat that somebody is about to open, so that its answer is there when they do. It is a lookup like
 * any other: written into the audit log, counted for the person, and for the account's own rate limit with Linq. So it
 * takes more than a guess to start one, and there are few: one under way, 6 in 10 s, none while a limit asks to wait.
 */
function createWant(queryClient: QueryClient): Want {
  const starts: number[] = []
  let waiting: { id: ChatId; due: number; timer: ReturnType<typeof setTimeout> } | null = null
  let underWay: { id: ChatId } | null = null
  let lastWish: object | null = null

  const start = async (id: ChatId) => {
    waiting = null
    if (!isWorthIt(queryClient, id) || starts.filter((at) => Date.now() - at < within).length >= most) return
    starts.push(Date.now())
    starts.splice(0, starts.length - most)
    const mine = (underWay = { id })
    try {
      await queryClient.query({ ...chatQuery(id), meta: early })
    } catch (error) {
      // Cut off, or a failure, which whatever asks next will tell. Only one that will not pass is as good as an answer.
      if (!(error instanceof ChatLookupError) || error.failure !== 'not-found') return
      foundMissing.add(error)
      setTimeout(() => foundMissing.delete(error), currentFor)
    } finally {
      if (underWay === mine) underWay = null
    }
  }
  const cutOff = () => {
    clearTimeout(waiting?.timer)
    waiting = null
    const id = underWay?.id
    underWay = null
    // The address changes before the page is drawn that takes the lookup over.
    if (id === undefined || location.pathname === chatUrl(id)) return
    void queryClient.cancelQueries({
      queryKey: chatQuery(id).queryKey,
      predicate: (query) => query.getObserversCount() === 0,
    })
  }
  return (id, pause) => {
    const wish = {}
    lastWish = wish
    if ((waiting ?? underWay)?.id !== id) cutOff()
    const due = Date.now() + pause
    // Of two for one chat the sooner counts: a press is followed by the focus, which takes its time.
    if (waiting === null || due < waiting.due) {
      clearTimeout(waiting?.timer)
      waiting = { id, due, timer: setTimeout(() => void start(id), pause) }
    }
    return () => {
      if (lastWish === wish) cutOff()
    }
  }
}

/** Whether a lookup would tell anything new, and would not be refused. */
function isWorthIt(queryClient: QueryClient, id: ChatId): boolean {
  if (pinnedNow() !== null || !navigator.onLine) return false
  const session = queryClient.getQueryData(sessionQuery().queryKey)
  if (session && (isSignedOut(session) || (session.person && !session.allowed))) return false
  const chats = queryClient.getQueryCache()
  if (chats.findAll({ queryKey: ['chat'] }).some(({ state }) => isToWait(state.error))) return false
  const known = chats.find({ queryKey: chatQuery(id).queryKey })
  if (!known) return true
  const { fetchStatus, dataUpdatedAt, errorUpdatedAt } = known.state
  const isOld = Date.now() - Math.max(dataUpdatedAt, errorUpdatedAt) >= currentFor
  // What is observed is on screen; what is under way is somebody else's, and not ours to cut off.
  return known.getObserversCount() === 0 && fetchStatus === 'idle' && isOld
}

/** Whether a failure asked to wait, and that time is not over. */
function isToWait(error: Error | null): boolean {
  const seconds = error instanceof ChatLookupError ? waitOf(error) : null
  return error instanceof ChatLookupError && seconds !== null && error.facts.at + seconds * 1000 > Date.now()
}

const wants = new WeakMap<QueryClient, Want>()

/** Early lookups of a tab: the box and every link share their bounds. */
export function wantOf(queryClient: QueryClient): Want {
  const want = wants.get(queryClient) ?? createWant(queryClient)
  wants.set(queryClient, want)
  return want
}
