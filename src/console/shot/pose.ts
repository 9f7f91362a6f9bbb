import type { Chat } from '../../linq/chat.ts'
import { ChatLookupError, type FailureFacts } from '../chat/failure.ts'
import type { ChatAnswer } from '../chat/query.ts'
import type { ChatView } from '../chat/view.ts'
import { held, isShot } from '../settings/pins.ts'

type Ready = Extract<ChatView, { state: 'ready' }>

/** Stands for what is another at each request, in words that nobody takes for an id. */
const fixed = 'fixed for pictures'

/** What of a request differs from time to time, the same in every picture. What the gateway and Linq said stays. */
const fixedFacts = <Facts extends Pick<ChatAnswer | FailureFacts, 'requestId' | 'traceId' | 'durationMs'>>(
  facts: Facts,
): Facts => ({
  ...facts,
  requestId: facts.requestId && fixed,
  traceId: facts.traceId && fixed,
  durationMs: facts.durationMs === null ? null : 0,
})

const still = (view: ChatView): ChatView => {
  if (view.state === 'loading') return view
  if ('error' in view) return { ...view, error: stillError(view.error) }
  return { ...view, answer: fixedFacts(view.answer), outdated: view.outdated && stillError(view.outdated) }
}

const stillError = ({ failure, facts }: ChatLookupError) => new ChatLookupError(failure, fixedFacts(facts))

const nothing = () => {}

/** The states of a chat's screen that no sample leads to, by the name that `hold` gives them. */
const holds: Record<string, (ready: Ready, masked: boolean) => ChatView> = {
  loading: () => ({ state: 'loading' }),
  slow: () => ({ state: 'loading' }),
  refreshing: (ready) => ({ ...ready, refreshing: true }),
  outdated: (ready) => ({ ...ready, outdated: new ChatLookupError('upstream-error', { status: 502, attempts: 2 }) }),
  changed: (ready, masked) => ({
    ...ready,
    before: earlier(ready.answer.chat, masked ? 'Participant C' : '+12025550199'),
  }),
  timeout: () => ({
    state: 'timeout',
    error: new ChatLookupError('timeout', {
      status: 504,
      code: 'upstream_timeout',
      detail: 'Linq did not answer within 10 s.',
      requestId: fixed,
      attempts: 2,
    }),
    retry: nothing,
  }),
  offline: () => ({ state: 'offline', error: new ChatLookupError('offline', { online: false }), retry: nothing }),
  'server-gone': () => ({
    state: 'offline',
    error: new ChatLookupError('offline', { online: true, attempts: 2 }),
    retry: nothing,
  }),
  crash: () => {
    throw new Error('The address holds this page in its crashed state')
  },
}

/** The names of the states that {@link pose} can hold a chat's page in. */
export const heldStates = Object.keys(holds)

/**
 * Makes a chat's screen the same in every picture (`shot`), or puts it into a state that only time or bad luck would
 * bring (`hold`, with sandbox data).
 */
export function pose(view: ChatView, masked: boolean): ChatView {
  const shown = isShot() ? still(view) : view
  const hold = holds[held() ?? '']
  return hold && shown.state === 'ready' ? hold(shown, masked) : shown
}

/** A chat as it might have been before: fewer messages, one participant not there yet, and one who has left since. */
function earlier(chat: Chat, left: string): Chat {
  const [first, ...others] = chat.participants ?? []
  return {
    ...chat,
    messageCount: '12',
    participants: first ? [...others, { ...first, id: '122', address: left }] : null,
  }
}
