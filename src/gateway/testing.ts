// A gateway with an upstream of the test's, and a record of all that it did.
import { documentedChat } from '../linq/v2/example.ts'
import type { AuditLine } from './audit.ts'
import { createGateway } from './gateway.ts'
import { handleFetch } from './fetch-adapter.ts'
import { type FindOptions, type GatewayEvent, type GatewayOptions, type LogLine, singleUser } from './options.ts'
import type { GatewayRequest } from './request.ts'
import { upstreamFromFetch } from './upstream/from-fetch.ts'

export const token = 'unit-token-93a7'
export const v3Token = 'unit-v3-token-51c2'
export const origin = 'https://linq.test'
/** A search that everyone may send without a limit. */
export const find: FindOptions = { secrets: ['find-secret-of-the-test-0123456789'], perMinute: 0, groups: [] }
export const chatBody = JSON.stringify(documentedChat)

export interface RequestOptions {
  headers?: Record<string, string>
  method?: string
  signal?: AbortSignal
  body?: BodyInit
}

export function setUp(
  upstream: (request: Request) => Promise<Response> | Response,
  options: Partial<GatewayOptions> = {},
) {
  const asked: Request[] = []
  const lines: LogLine[] = []
  const audited: AuditLine[] = []
  const bugs: unknown[] = []
  const events: GatewayEvent[] = []
  const gateway = createGateway({
    ...singleUser,
    upstream: upstreamFromFetch(async (request) => {
      asked.push(request)
      return await upstream(request)
    }),
    origin,
    tokens: { v2: token, v3: v3Token },
    source: 'linq.test',
    timeoutMs: 1000,
    masked: false,
    isOwnHost: (host) => host === 'console.test',
    audit: async (line) => {
      audited.push(line)
    },
    log: (line) => lines.push(line),
    onBug: (error) => bugs.push(error),
    onEvent: (event) => events.push(event),
    ...options,
  })
  const ask = async (
    target: string,
    { headers = {}, ...init }: RequestOptions = {},
    known: Partial<Pick<GatewayRequest, 'host' | 'address'>> = {},
  ) => {
    const request = new Request('http://console.test/', {
      headers: { host: 'console.test', ...headers },
      // Without it Node refuses a stream.
      ...(init.body instanceof ReadableStream && { duplex: 'half' }),
      ...init,
    })
    return await handleFetch(gateway, request, { target, ...known })
  }
  return { gateway, ask, asked, lines, audited, bugs, events }
}
