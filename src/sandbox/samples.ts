/** The screen a sample leads to: the `data-state` of the console's `<main>`. */
type SampleState =
  | 'ready'
  | 'loading'
  | 'not-found'
  | 'unauthorized'
  | 'rate-limited'
  | 'upstream-error'
  | 'timeout'
  | 'bad-response'

export interface Sample {
  id: string
  label: string
  state: SampleState
}

const sample = <const Id extends string>(id: Id, label: string, state: SampleState = 'ready') => ({ id, label, state })

/**
 * Every reserved id of the sandbox: the one table that README, the lookup page and the tests share.
 * Any other id is answered with the documented 404.
 */
export const samples = [
  sample('45', 'The documented example'),
  sample('101', 'RCS chat'),
  sample('102', 'SMS group of 32'),
  sample('103', 'E-mail participant'),
  sample('104', 'Mixed services'),
  sample('105', 'Unnamed chat'),
  sample('106', 'No name and no service sent'),
  sample('107', 'A service not in the list'),
  sample('108', 'No participants'),
  sample('109', 'One participant'),
  sample('110', 'No messages yet'),
  sample('111', 'A very long name'),
  sample('112', 'Right-to-left names'),
  sample('113', 'Emoji names'),
  sample('9007199254740993', 'An id beyond 2^53'),
  sample('121', 'Participants as plain texts'),
  sample('122', 'Participants with identifier and is_me'),
  sample('123', 'Ids as texts'),
  sample('124', 'Dates in other formats'),
  sample('125', 'No data envelope'),
  sample('126', 'Extra fields'),
  sample('127', 'Only an id'),
  sample('401', 'Token refused (401)', 'unauthorized'),
  sample('403', 'Token may not read this chat (403)', 'unauthorized'),
  sample('404', 'No such chat (404)', 'not-found'),
  sample('429', 'Too many lookups (429), wait in seconds', 'rate-limited'),
  sample('4291', 'Too many lookups (429), wait as a date', 'rate-limited'),
  sample('4292', 'Too many lookups (429), no waiting time', 'rate-limited'),
  sample('4293', 'Too many lookups (429), wait in the body', 'rate-limited'),
  sample('500', 'Server error (500), JSON', 'upstream-error'),
  sample('502', 'Bad gateway (502), an HTML page', 'upstream-error'),
  sample('503', 'Unavailable (503), empty', 'upstream-error'),
  sample('600', 'Connection broken off', 'upstream-error'),
  sample('601', 'Redirected to another host', 'upstream-error'),
  sample('700', 'Empty answer', 'bad-response'),
  sample('701', 'Truncated JSON', 'bad-response'),
  sample('702', 'JSON that is not a chat', 'bad-response'),
  sample('703', "Another chat's answer", 'bad-response'),
  sample('704', 'An HTML page instead of JSON', 'bad-response'),
  sample('705', 'A 404 that is not from Linq', 'bad-response'),
  sample('706', 'An answer over 5 MiB', 'bad-response'),
  sample('800', 'Slow answer (4 s)'),
  sample('801', 'No answer', 'timeout'),
] as const satisfies readonly Sample[]

export type SampleId = (typeof samples)[number]['id']
