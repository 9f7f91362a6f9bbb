/**
 * A phone number's groups, for reading: `+1 555 123 4567` for North America, threes from the end elsewhere. The groups
 * are set apart by the style sheet alone, so that a selected and copied number is the one that was sent.
 * @returns the whole text as one group for whatever is not plain E.164.
 */
export function phoneGroups(address: string): string[] {
  const [, ...northAmerica] = /^(\+1)([0-9]{3})([0-9]{3})([0-9]{4})$/.exec(address) ?? []
  if (northAmerica.length > 0) return northAmerica
  return /^\+[0-9]{7,15}$/.test(address) ? address.split(/(?<=[0-9]{2})(?=(?:[0-9]{3})+$)/) : [address]
}
