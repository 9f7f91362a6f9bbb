/** The part of oidc-provider that we use; the package has no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  import type { JWK } from 'jose'

  /** A request context of Koa, with the provider's additions. */
  export interface Context {
    path: string
    status: number
    type: string
    /** An object is sent as JSON. */
    body: string | { id_token?: string; issuer?: string; sub?: string; email_verified?: boolean | undefined }
    response: { get: (header: string) => string | undefined }
    redirect: (url: string) => void
    /** Missing where no route of the provider matched. */
    oidc?: {
      client: { clientId: string }
      session: { accountId: string }
      /** The posted form. */
      body?: Record<string, string | string[]>
    }
  }

  export interface Account {
    accountId: string
    claims: (use: 'id_token' | 'userinfo') => { sub: string }
  }

  export interface Configuration {
    clients: {
      client_id: string
      client_secret?: string
      redirect_uris: string[]
      token_endpoint_auth_method: 'client_secret_basic' | 'none'
    }[]
    jwks: { keys: JWK[] }
    claims: Record<string, string[]>
    scopes: string[]
    conformIdTokenClaims: boolean
    cookies: { keys: string[] }
    enabledJWA: { idTokenSigningAlgValues: string[] }
    features: { devInteractions: { enabled: boolean } }
    interactions: { policy: interactionPolicy.Policy; url: (ctx: Context, interaction: { uid: string }) => string }
    pkce: { required: () => boolean }
    findAccount: (ctx: Context, id: string) => Account
    loadExistingGrant: (ctx: Required<Context>) => Promise<Grant>
  }

  /** The result of an interaction: one for each prompt, or an error. */
  export type InteractionResult =
    | { login: { accountId: string }; select_account: object; consent: object }
    | { consent: object }
    | { error: string; error_description: string }

  interface Grant {
    addOIDCScope: (scopes: string) => void
    save: () => Promise<string>
  }

  export class Provider {
    constructor(issuer: string, configuration: Configuration)
    Grant: new (of: { clientId: string; accountId: string }) => Grant
    callback: () => (request: IncomingMessage, response: ServerResponse) => Promise<void>
    use: (middleware: (ctx: Context, next: () => Promise<void>) => Promise<void>) => this
    on: (event: 'server_error', listener: (ctx: Context, error: Error) => void) => this
    interactionDetails: (request: IncomingMessage, response: ServerResponse) => Promise<{ prompt: { name: string } }>
    interactionFinished: (
      request: IncomingMessage,
      response: ServerResponse,
      result: InteractionResult,
    ) => Promise<void>
  }

  export namespace interactionPolicy {
    interface Prompt {
      name: string
    }
    const Prompt: new (prompt: { name: string; requestable: boolean }) => Prompt
    interface Policy {
      add: (prompt: Prompt, at: number) => void
    }
    function base(): Policy
  }
}
