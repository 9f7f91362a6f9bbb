const list = (words: string) => words.trim().split(/\s+/).join('|')

/** What is counted. Words that are verbs too are below: `chat 45 replies slowly` names chat 45. */
const counted = list(`
  messages msgs participants people persons members users customers recipients contacts handles chats conversations threads
  reactions attachments photos images emails notifications webhooks retries items entries rows bytes kb mb gb kib mib
  ms secs? seconds mins? minutes hrs? hours days weeks months years times(?!\\sout) percent
  nachrichten teilnehmer personen mitglieder kunden sekunden minuten stunden tage wochen monate jahre uhr mal
  mensajes participantes personas miembros segundos minutos horas días semanas
  personnes membres secondes heures jours semaines
  mensagens pessoas membros dias
  messaggi partecipanti persone membri secondi minuti ore giorni settimane`)

/** Also counted, behind an adjective. */
const countedOrVerb = list(
  'replies texts errors failures attempts calls links requests events files results lines pages',
)

const adjective = list(`
  unread unseen unanswered new more other older different additional missed failed pending total inbound outbound incoming
  outgoing active distinct duplicate full business
  ungelesene neue weitere andere nuevos nuevas nouveaux nouvelles novas novos nuovi nuove`)

/** Adjectives that need no noun: `chat: 3 unread`. */
const alone = list(`unread unseen unanswered new more total ungelesene? neue? nuevos nouveaux novas nuovi
  no\\sleídos non\\slus não\\slidas non\\sletti`)

const month = list(`january february march april june july august september october november december
  jan feb apr jun jul aug sept? oct nov dec`)

const behind = new RegExp(
  String.raw`^(?:\s?[%€$£]|[ \t-](?:(?:${counted}|(?:${adjective})\s(?:${counted}|${countedOrVerb})|am|pm|${month})(?!\p{L})|(?:${alone})(?=\s*(?:$|[.,;:!?)\n]))|(?:out\s)?of\s[0-9]|/\s?[0-9]))`,
  'iu',
)
const singular =
  /^[ \t](?:(?:unread|new|more|other|total)\s)?(?:message|participant|person|member|minute|hour|day|week)(?!\p{L})/iu

/** The longest text that {@link behind} can match. */
const longest = 60

/**
 * Whether the number before a place in a text is an amount, a time or a part of a whole: `3 unread messages`, `5 minutes`,
 * `2 of 7`. For that, what is counted has to be in the plural, unless the number is 1.
 */
export function isAmount(number: string, text: string, place: number): boolean {
  const rest = text.slice(place, place + longest)
  return behind.test(rest) || (number === '1' && singular.test(rest))
}

/** What is left of a list of numbers in a text without its last, which is an amount. */
export const withoutLast = (numbers: string): string =>
  /^[0-9]{1,3}(?: [0-9]{3})+$/.test(numbers) ? '' : numbers.replace(/(?:^|[,;&]? (?:and |or )?#?)\S+$/, '')
