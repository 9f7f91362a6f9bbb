import { CopyControl, Details } from '../chat/chat-page.tsx'

/** Fetches what a chat is drawn with besides the first picture, for who is about to open one. */
export const loadChatParts = (): void => void Promise.allSettled([Details.load(), CopyControl.load()])
