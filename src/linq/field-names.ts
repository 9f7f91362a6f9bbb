/** The words of which the names of fields in Linq's documentation, and those of other APIs beside them, are made. */
const words = new Set(
  `account active address archived at attachment body channel chat code conversation count created cursor data date
  deleted delivered detail direction display doc edited email error errors event events extra field flag from group handle
  handles has health icon id identifier identity ids index is item items joined key kind label last left link list locale
  me members message messages meta metadata mime name names new next note number object old opted order organization
  origin out owner page parts participant participants phone preferred priority provider reaction read reason received recipient
  region removed reply score sender sent service state status success tags text thread time timestamp title to total
  trace type unread updated url user users value version webhook`.split(/\s+/),
)

/**
 * The name of a field where personal data is hidden. One that is not made of an API's usual words is replaced, since it can
 * be a name or a phone number: `sam_doe` has the form of a field's name too.
 */
export const maskedName = (name: string, index: number): string =>
  name.length <= 40 && name.split('_').every((word) => words.has(word)) ? name : `field_${letters(index)}`

/** Writes a number in letters of a fixed width: A, B, … Z, or AA, AB, … */
export function letters(number: number, width = 1): string {
  const last = String.fromCodePoint(65 + (number % 26))
  return width === 1 && number < 26
    ? last
    : letters(Math.floor(number / 26) - (width === 1 ? 1 : 0), Math.max(1, width - 1)) + last
}
