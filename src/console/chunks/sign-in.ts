export { SignInRoute as Route } from '../routes/sign-in.tsx'
export { NotAllowed } from '../sign-in/not-allowed.tsx'
