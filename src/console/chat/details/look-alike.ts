import { plainText } from '../../../linq/plain-text.ts'

// Characters of other scripts, and a few of ASCII, that look like a Latin letter: from Unicode's confusables (UTS #39).
const confusable =
  '\u0430\u03b1\u0251\u0441\u03f2\u0501\u0435\u0261\u04bb\u0456\u03b9\u0458\u043a\u03ba1I\u0406\u04cf|\u043c0\u043e\u03bf\u0585\u0440\u03c1\u051b\u0433\u0455\u0442\u03c4\u03c5\u057d\u0475\u03bd\u051d\u0445\u03c7\u0443\u03b3'
const latin = 'aaaccdeghiijkklllllmooooppqrsttuuvvwxxyy'

/**
 * What an address looks like. Different addresses with one result may be taken for each other, such as those with a Cyrillic
 * a, with invisible characters, or with a 1 for an l.
 */
export const lookOf = (address: string): string =>
  plainText(address)
    .replace(/[^a-z]/gi, (letter) => latin[confusable.indexOf(letter)] ?? letter)
    .replaceAll('I', 'l')
    .toLowerCase()
    .replaceAll('rn', 'm')
