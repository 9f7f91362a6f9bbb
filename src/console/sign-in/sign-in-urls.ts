/**
 * The URL that starts a sign-in.
 * @param back the path and query that it leads back to.
 * @param another whether the provider is to offer another account.
 */
export const signInUrl = (back: string, another = false): string =>
  `/auth/sign-in?return=${encodeURIComponent(back)}${another ? '&switch=1' : ''}`
