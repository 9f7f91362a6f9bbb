import type { ChatFailure } from '../urls/page-states.ts'
import { findSamples } from './find-samples.ts'

export interface Sample {
  id: string
  label: string
  /** The `data-state` of its page. */
  state: 'ready' | ChatFailure
  /** A chat as documented, a chat in one of the other formats seen in practice, or a failure. */
  kind: 'chat' | 'drift' | 'failure'
}

const sample = <const Id extends string>(
  id: Id,
  label: string,
  kind: Sample['kind'],
  state: Sample['state'] = 'ready',
) => ({ id, label, state, kind })
const chat = <const Id extends string>(id: Id, label: string) => sample(id, label, 'chat')
const drift = <const Id extends string>(id: Id, label: string) => sample(id, label, 'drift')
const failure = <const Id extends string>(id: Id, label: string, state: ChatFailure) =>
  sample(id, label, 'failure', state)

/**
 * Every id that the sandbox answers with something else than the documented 404. The lookup page, the tests and the
 * table in this folder's README use this list.
 */
export const samples = [
  chat('45', 'The documented example'),
  chat('101', 'RCS chat'),
  chat('102', 'SMS group of 32'),
  chat('103', 'Email participant'),
  chat('104', 'Mixed services'),
  chat('105', 'Unnamed chat'),
  drift('106', 'No name and no service sent'),
  drift('107', 'A service not in the list'),
  chat('108', 'No participants'),
  chat('109', 'One participant'),
  chat('110', 'No messages yet'),
  chat('111', 'A very long name'),
  chat('112', 'Right-to-left names'),
  chat('113', 'Emoji names'),
  chat('9007199254740993', 'An ID above 2^53'),
  drift('121', 'Participants as plain text'),
  drift('122', 'Participants with identifier and is_me'),
  drift('123', 'IDs as text'),
  drift('124', 'Dates in other formats'),
  drift('125', 'No data envelope'),
  drift('126', 'Extra fields'),
  drift('127', 'Only an ID'),
  failure('401', 'Token refused (401)', 'unauthorized'),
  failure('403', 'Token may not read this chat (403)', 'unauthorized'),
  failure('404', 'No such chat (404)', 'not-found'),
  failure('429', 'Rate limit (429), wait in seconds', 'rate-limited'),
  failure('4291', 'Rate limit (429), wait as a date', 'rate-limited'),
  failure('4292', 'Rate limit (429), no waiting time', 'rate-limited'),
  failure('4293', 'Rate limit (429), wait in body', 'rate-limited'),
  failure('500', 'Server error (500), JSON', 'upstream-error'),
  failure('502', 'Bad gateway (502), an HTML page', 'upstream-error'),
  failure('503', 'Unavailable (503), empty', 'upstream-error'),
  failure('600', 'Connection dropped', 'upstream-error'),
  failure('601', 'Redirected to another host', 'upstream-error'),
  failure('700', 'Empty answer', 'bad-response'),
  failure('701', 'Truncated JSON', 'bad-response'),
  failure('702', 'JSON that is not a chat', 'bad-response'),
  failure('703', "Another chat's answer", 'bad-response'),
  failure('704', 'An HTML page instead of JSON', 'bad-response'),
  failure('705', 'A 404 that is not from Linq', 'bad-response'),
  failure('706', 'An answer over 16 MiB', 'bad-response'),
  chat('800', 'Slow answer (4 s)'),
  failure('801', 'No answer', 'timeout'),
] as const satisfies readonly Sample[]

export type SampleId = (typeof samples)[number]['id']

/** The samples on the lookup page. */
export const sampleLinks = [...samples, ...findSamples]
