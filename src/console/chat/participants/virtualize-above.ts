/** Up to this many participants are all rendered, by code of the first load; more of them by the virtual table. */
export const virtualizeAbove = 200
