import { largeAnswerLength } from '../../linq/chat.ts'
import { isParsedAtOnce, largestAtOnce, mostValuesAtOnce } from '../../linq/chunked-json.ts'
import { readChatJson } from '../../linq/read-chat.ts'
import { type ChatId, versionOf } from '../../linq/chat-id.ts'
import { documentedNotFound as notFound } from '../../linq/v2/example.ts'
import { type Failure, linqStatusHeader, readFailureJson, saysNoChat } from '../../linq/failure.ts'
import { parseJson, parseProblem } from '../../linq/json.ts'
import { checkFormatJson, formatCheckHeader, summarize, writeFormatCheck } from '../../linq/format-check.ts'
import { maskBodyJson } from '../../linq/mask.ts'
import type { GatewayOptions } from '../options.ts'
import { failed, type Outcome } from '../response.ts'
import { type Deadlines, largestBody, type NoReply, type Reply, type ReplyHeaders } from './call.ts'
import type { LargeAnswer } from './large-answer.ts'
import { type ClassifiedReply, healthOf, otherStatus, passedHeaders, withoutReply } from './reply-failures.ts'
import { formsOf, hasToken, mayHaveToken } from './token-search.ts'

/** The deadlines are for the words of a timeout. */
export type ClassifierOptions = Pick<GatewayOptions, 'tokens' | 'masked'> & { deadlines: Deadlines }

/**
 * Classifies what the upstream did: a usable body is passed on byte for byte, everything else becomes a named failure.
 * @returns a function of the reply, of the chat that was asked for, and of what has been read of a large answer.
 */
export function createClassifier({
  tokens,
  deadlines,
  masked,
}: ClassifierOptions): (reply: Reply | NoReply, id: ChatId, large?: LargeAnswer | null) => ClassifiedReply {
  let tokenForms: string[] | undefined
  return (reply, id, large = null) => {
    if (typeof reply === 'string') return withoutReply(reply, { deadlines, largest: largestBody })
    const secrets = (tokenForms ??= formsOf(tokens))
    const { status } = reply
    const expected = status === 200 || status === 404
    return {
      outcome: expected
        ? chatOrNotFound(reply, id, { secrets, masked, large })
        : otherStatus(reply, { kind: 'get-chat', id }, (text) => hasToken(text, secrets)),
      kind: expected ? 'ok' : 'status',
      health: healthOf(reply),
    }
  }
}

const strict = new TextDecoder('utf-8', { fatal: true })

function chatOrNotFound(
  reply: Reply,
  id: ChatId,
  { secrets, masked, large }: { secrets: readonly string[]; masked: boolean; large: LargeAnswer | null },
): Outcome {
  const { status, bytes } = reply
  let failure: Failure | null = null
  const headers = () => passedHeaders(reply, failure, (text) => hasToken(text, secrets))
  const failureHeaders = () => ({ ...headers(), [linqStatusHeader]: String(status) })
  const unusable = (problem: string) =>
    failed('upstream_unusable', `Linq’s answer ${problem}`, { headers: failureHeaders() })
  const kind = () => `${bytes.byteLength} bytes of ${contentType(reply.headers)}`
  if (bytes.byteLength === 0) return unusable(`is empty (status ${status}).`)
  try {
    const text = large ? '' : strict.decode(bytes)
    const isLarge = bytes.byteLength >= largeAnswerLength
    if (status === 200 && isLarge && !large && !isParsedAtOnce(text)) return unusable(tooLargeAtOnce)
    // Linq's documented failures have 80 bytes. Nothing of a large one is passed on.
    const json = large ? large.rest : status === 404 && isLarge ? null : parseJson(text)
    if (status === 404) failure = readFailureJson(json)
    if (large ? large.hasToken : mayHaveToken(text, secrets) && hasToken(json, secrets))
      return unusable('holds the integration token, so it is not passed on.')
    if (status === 404) {
      if (!saysNoChat(failure, versionOf(id)))
        return unusable(`is a 404 that is not in Linq’s documented format (${kind()}).`)
      return { status, code: 'not_found', body: masked ? documentedNotFound : bytes, headers: failureHeaders() }
    }
    const { problem } = readChatJson(json, id)
    if (problem !== undefined) return unusable(problem)
    if (!masked) return { status, code: null, body: bytes, headers: headers() }
    const { body, check } = large?.masked ?? {
      body: maskBodyJson(json),
      check: summarize(checkFormatJson(json, true)),
    }
    return { status, code: null, body, headers: { ...headers(), [formatCheckHeader]: writeFormatCheck(check) } }
  } catch (error) {
    if (error instanceof RangeError) return unusable(parseProblem(error))
    return unusable(`cannot be read as JSON (status ${status}, ${kind()}).`)
  }
}

const tooLargeAtOnce = `cannot be read in parts: it is not valid JSON, or has more than ${largestAtOnce / 1024 / 1024} MiB or ${mostValuesAtOnce / 1000},000 values besides its participants.`

const documentedNotFound = JSON.stringify(notFound)

/** A media type is repeated in words only when it looks like one. */
function contentType(headers: ReplyHeaders): string {
  const sent = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  return /^[a-z0-9.+-]{1,40}\/[a-z0-9.+-]{1,40}$/.test(sent) ? sent : 'no stated type'
}
