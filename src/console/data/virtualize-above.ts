/** The virtual table is used above this many participants. */
export const virtualizeAbove = 200
