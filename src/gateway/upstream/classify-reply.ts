import { largeAnswerLength } from '../../linq/chat.ts'
import { isParsedAtOnce, largestAtOnce, mostValuesAtOnce } from '../../linq/chunked-json.ts'
import { readChatJson } from '../../linq/read-chat.ts'
import { type ChatId, versionOf } from '../../linq/chat-id.ts'
import { documentedNotFound as notFound } from '../../linq/v2/example.ts'
import { type Failure, readFailureJson, saysNoChat } from '../../linq/failure.ts'
import { parseJson } from '../../linq/json.ts'
import { checkFormatJson, formatCheckHeader, summarize, writeFormatCheck } from '../../linq/format-check.ts'
import { maskBodyJson } from '../../linq/mask.ts'
import type { GatewayOptions } from '../options.ts'
import type { Outcome } from '../response.ts'
import { type Deadlines, largestBody, type NoReply, type Reply } from './call.ts'
import type { LargeAnswer } from './large-answer.ts'
import {
  bodyProblem,
  type ClassifiedReply,
  failureHeaders,
  healthOf,
  otherStatus,
  passedHeaders,
  sizeAndType,
  tokenProblem,
  unusable,
  withoutReply,
} from './reply-failures.ts'
import { bodyHasToken, formsOf, hasToken } from './token-search.ts'

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
  const mustNotPass = (value: string) => hasToken(value, secrets)
  const refused = (problem: string) => unusable(problem, failureHeaders(reply, failure, mustNotPass))
  try {
    const text = large ? '' : strict.decode(bytes)
    const isLarge = bytes.byteLength >= largeAnswerLength
    if (status === 200 && isLarge && !large && !isParsedAtOnce(text)) return refused(tooLargeAtOnce)
    // Linq's documented failures have 80 bytes. Nothing of a large one is passed on.
    const json = large ? large.rest : status === 404 && isLarge ? null : parseJson(text)
    if (status === 404) failure = readFailureJson(json)
    if (large ? large.hasToken : bodyHasToken(text, json, secrets)) return refused(tokenProblem)
    if (status === 404) {
      if (!saysNoChat(failure, versionOf(id)))
        return refused(`is a 404 that is not in Linq’s documented format (${sizeAndType(reply, mustNotPass)}).`)
      const headers = failureHeaders(reply, failure, mustNotPass)
      return { status, code: 'not_found', body: masked ? documentedNotFound : bytes, headers }
    }
    const { problem } = readChatJson(json, id)
    if (problem !== undefined) return refused(problem)
    const headers = passedHeaders(reply, null, mustNotPass)
    if (!masked) return { status, code: null, body: bytes, headers }
    const { body, check } = large?.masked ?? {
      body: maskBodyJson(json),
      check: summarize(checkFormatJson(json, true)),
    }
    return { status, code: null, body, headers: { ...headers, [formatCheckHeader]: writeFormatCheck(check) } }
  } catch (error) {
    return refused(bodyProblem(reply, error, mustNotPass))
  }
}

const tooLargeAtOnce = `cannot be read in parts: it is not valid JSON, or has more than ${largestAtOnce / 1024 / 1024} MiB or ${mostValuesAtOnce / 1000},000 values besides its participants.`

const documentedNotFound = JSON.stringify(notFound)
