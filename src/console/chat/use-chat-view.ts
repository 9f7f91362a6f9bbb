import { useQuery } from '@tanstack/react-query'
import { use, useReducer } from 'react'

import type { ChatId } from '../../linq/chat-id.ts'
import { isPosed } from '../settings/url-overrides.ts'
import { chatQuery } from '../data/query.ts'
import { type ChatView, chatView, type Prepare } from '../data/view-state.ts'

/** The chat behind an id, as the screen shows it. */
export const useChatView = (id: ChatId, masked: boolean): ChatView =>
  usePose()(chatView(useQuery(chatQuery(id)), usePrepared(masked)), masked)

type Pose = (view: ChatView, masked: boolean) => ChatView
const unposed: Pose = (view) => view
const asItIs: Prepare = (answer) => answer

/** What comes on demand, and is asked for again when it could not be fetched. */
function onDemand<Loaded>(fetchIt: () => Promise<Loaded>): { load: () => Promise<Loaded>; use: () => Loaded } {
  let here: Loaded | undefined
  let coming: Promise<Loaded> | undefined
  const load = () =>
    (coming ??= fetchIt().then(
      (loaded) => (here = loaded),
      (error: unknown) => {
        coming = undefined
        throw error
      },
    ))
  return { load, use: () => here ?? use(load()) }
}

/** What hides personal data. Until it is there nothing is drawn. */
export const masking = onDemand(() => import('../data/mask-answer.ts'))
/** What makes a screen the same in every picture. */
export const posing = onDemand(() => import('../screenshot/fixed-states.ts'))

const usePose = (): Pose => (isPosed() ? posing.use().pose : unposed)

export function usePrepared(masked: boolean): Prepare {
  const [, redraw] = useReducer((times: number) => times + 1, 0)
  if (!masked) return asItIs
  const { maskAnswer } = masking.use()
  return (answer) => maskAnswer(answer, redraw)
}
