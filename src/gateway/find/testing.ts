// A gateway that can be searched, with an upstream of the test's.
import { expect } from 'vitest'

import { readFailure } from '../../linq/failure.ts'
import { type FoundChats, findPath, readFoundChats } from '../../linq/find.ts'
import { documentedV3Chat } from '../../linq/v3/example.ts'
import type { GatewayOptions } from '../options.ts'
import { find, setUp as setUpGateway } from '../testing.ts'

export const handle = '+12025550102'

export const answering = (answer: unknown, init?: ResponseInit) => () => Response.json(answer, init)

/** An upstream with one chat. */
export const one = answering({ chats: [documentedV3Chat], next_cursor: null })

export const codeOf = async (response: Response) => readFailure(await response.text())?.code

export function setUp(
  upstream: (request: Request) => Promise<Response> | Response,
  options: Partial<GatewayOptions> = {},
) {
  const gateway = setUpGateway(upstream, { find, ...options })
  const post = async (body: BodyInit | null, headers: Record<string, string> = {}) =>
    await gateway.ask(findPath, {
      method: 'POST',
      ...(body !== null && { body }),
      headers: { 'content-type': 'application/json', ...headers },
    })
  const search = async (query: object = { handle }) => await post(JSON.stringify(query))
  const found = async (query?: object): Promise<FoundChats> => {
    const response = await search(query)
    expect(response.status).toBe(200)
    return readFoundChats(await response.text()).found ?? expect.unreachable()
  }
  return { ...gateway, post, search, found }
}
