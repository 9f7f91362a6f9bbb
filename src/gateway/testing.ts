// A gateway with an upstream of the test's, and a record of all it did.
import { documentedChat } from '../linq/v2/example.ts'
import type { AuditLine } from './audit.ts'
import { createGateway } from './gateway.ts'
import { forOnePerson, type GatewayEvent, type GatewayOptions, type LookupLine } from './options.ts'
import { overFetch } from './upstream/from-fetch.ts'
import type { Arrival } from './visit.ts'

export const token = 'unit-token-93a7'
export const origin = 'https://linq.test'
export const chatBody = JSON.stringify(documentedChat)

interface Asking {
  headers?: Record<string, string>
  method?: string
  signal?: AbortSignal
}

export function setUp(
  upstream: (request: Request) => Promise<Response> | Response,
  options: Partial<GatewayOptions> = {},
) {
  const asked: Request[] = []
  const lines: LookupLine[] = []
  const audited: AuditLine[] = []
  const bugs: unknown[] = []
  const events: GatewayEvent[] = []
  const gateway = createGateway({
    ...forOnePerson,
    upstream: overFetch(async (request) => {
      asked.push(request)
      return await upstream(request)
    }),
    origin,
    token,
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
  const ask = async (target: string, { headers = {}, ...init }: Asking = {}, arrival: Arrival = {}) => {
    const sent = { host: 'console.test', ...headers }
    return await gateway(new Request('http://console.test/', { headers: sent, ...init }), { target, ...arrival })
  }
  return { gateway, ask, asked, lines, audited, bugs, events }
}
