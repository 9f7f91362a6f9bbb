export { ChatRoute as Route } from '../routes/chat.tsx'
