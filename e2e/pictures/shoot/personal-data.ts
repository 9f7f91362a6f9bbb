import type { Page } from '@playwright/test'

import { readChat } from '../../../src/linq/read-chat.ts'
import { parseChatId } from '../../../src/linq/chat-id.ts'

/** What the answers that a page received say about people. */
export interface Known {
  /** Phone numbers and addresses. */
  addresses: string[]
  /** Names, and other texts and links that masking hides. */
  names: string[]
  /** Numbers that may be visible: IDs and counts. */
  allowed: string[]
}

/** The labels that a server sends instead of personal data. */
const label = /^(?:Participant [A-Z]{1,2}|Name hidden|Hidden|)$/

/** Reads from an answer what must not be visible in a picture with personal data hidden. */
export function knownFrom(body: string, id: string): Known {
  const parsed = parseChatId(id)
  const chat = parsed && readChat(body, parsed).chat
  if (!chat) return { addresses: [], names: [], allowed: [] }
  const people = chat.participants ?? []
  const { icon, health } = chat.extras ?? {}
  const texts = [chat.displayName, icon, health?.docUrl, health?.reason]
  return {
    addresses: people.flatMap(({ address }) => (address == null || label.test(address) ? [] : [address])),
    names: texts.flatMap((text) => (text == null || label.test(text) ? [] : [text])),
    allowed: [chat.id, chat.messageCount ?? '', ...people.map(({ id: handle }) => handle ?? '')],
  }
}

/** Every text of a page: visible, for screen readers only or hidden; its fields, title and URL. */
interface PageTexts {
  /** Each text and each attribute. */
  pieces: string[]
  /** The values among them: what Linq sent, and what a person typed. */
  values: string[]
  /** All texts joined, because a number may be split into groups. */
  whole: string
}

/** Collects every text of a page. */
export const readTexts = (page: Page): Promise<PageTexts> =>
  page.evaluate(() => {
    const pieces = [document.title, location.href.replace(/%[0-7][0-9a-f]/gi, decodeURIComponent)]
    const values = [document.title]
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element) {
        // Drawings and resources contain numbers that are not personal.
        if (node instanceof SVGElement || /^(?:SCRIPT|STYLE|LINK)$/.test(node.tagName)) continue
        // The commit of the build may contain five digits in a row.
        const skipped = /^(?:class|style|src|data-build)$/
        for (const { name, value } of node.attributes) if (!skipped.test(name)) pieces.push(value)
        if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) values.push(node.value)
      } else if (!/^(?:SCRIPT|STYLE)$/.test(node.parentElement?.tagName ?? '')) {
        const text = node.textContent ?? ''
        pieces.push(text)
        if (node.parentElement?.closest('[data-field], bdi, pre')) values.push(text)
      }
    }
    return { pieces: [...pieces, ...values], values, whole: document.body.textContent ?? '' }
  })

const digits = (text: string) => text.replace(/\D/g, '')

/**
 * Looks for personal data in a page that should hide it: what its answers named, any e-mail address, and any number of
 * five digits or more that is not an ID, a count or part of a time.
 * @returns what was found, in words that do not repeat it; null for nothing.
 */
export function findPersonalData({ pieces, values, whole }: PageTexts, known: readonly Known[]): string | null {
  const lower = pieces.map((piece) => piece.toLowerCase())
  const number = digits(whole)
  for (const address of known.flatMap(({ addresses }) => addresses)) {
    const plain = digits(address)
    const isIn =
      address.includes('@') || plain.length < 5
        ? lower.some((piece) => piece.includes(address.toLowerCase()))
        : number.includes(plain) || lower.some((piece) => digits(piece).includes(plain))
    if (isIn) return 'a participant’s phone number or e-mail address'
  }
  for (const name of known.flatMap(({ names }) => names))
    if (name.length > 1 && values.some((value) => value.toLowerCase().includes(name.toLowerCase())))
      return 'the chat’s name'
  if (pieces.some((piece) => /[^\s@"'<>]+@[^\s@"'<>]+\.[a-z]{2,}/i.test(piece))) return 'an e-mail address'
  const allowed = new Set(known.flatMap((one) => one.allowed))
  const hasUnknownNumber = (text: string) =>
    (text.replace(harmless, ' ').match(/\+?[0-9](?:[\s().-]?[0-9]){4,}/g) ?? []).some(
      (run) => !allowed.has(digits(run)),
    )
  return pieces.some(hasUnknownNumber) ? 'a number that may be personal' : null
}

const uuid = String.raw`\b[0-9a-f]{8}(?:-[0-9a-f]{4}){4}[0-9a-f]{8}\b`

/** Long numbers that are not personal: UUIDs, times, sizes, hosts, colors and the chat IDs of URLs. */
const harmless = new RegExp(
  [
    uuid,
    String.raw`[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?(?:Z|\s?[+\-−][0-9]{2}:?[0-9]{2})?`,
    '[0-9,]+ bytes',
    String.raw`\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?::[0-9]{1,5})?\b`,
    String.raw`#[0-9a-f]{6}\b`,
    ':\\/\\/[^/]+',
    String.raw`\/chats\/(?:${uuid}|[0-9]{1,19}\b)`,
    `[?&]ids=(?:${uuid}|[0-9,])+`,
  ].join('|'),
  'gi',
)
