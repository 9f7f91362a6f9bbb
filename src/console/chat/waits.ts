/** The longest wait that is sat out, in seconds: no answer may park a page for an hour. */
export const longestWait = 300

/** Seconds to wait where Linq asks to wait and does not say how long. */
export const usualWait = 10
