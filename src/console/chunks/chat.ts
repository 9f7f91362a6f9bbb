export { ChatRoute as Route } from '../routes/chat.tsx'
export { prepareHydration } from '../ssr/hydrate.ts'
