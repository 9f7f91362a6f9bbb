/**
 * Limits how much of one kind is under way at once.
 * @param longest when a turn counts no more, in milliseconds: an edge runtime drops what a browser waits for no longer,
 * without a word, and a turn that nobody can end would be lost for good.
 * @param now milliseconds since 1970.
 * @returns begins a turn: what ends it, or null when all are taken.
 */
export function createTurns(most: number, longest: number, now: () => number = Date.now): () => (() => void) | null {
  const begun = new Set<{ since: number }>()
  return () => {
    for (const turn of begun) if (now() - turn.since >= longest) begun.delete(turn)
    if (begun.size >= most) return null
    const turn = { since: now() }
    begun.add(turn)
    return () => void begun.delete(turn)
  }
}
